package io.heaptide.clickhouse;

import java.time.Duration;

/**
 * When a batch is written.
 *
 * @param maxRows rows that fill a batch; one record more may go over. At most 500 000, so that a batch stays one
 *     block of ClickHouse (about a million rows), which is what makes a retried insert recognisable
 * @param maxBytes encoded bytes that fill a batch: bounds the memory of each table's consumer
 * @param flush how long the first row of a batch may wait
 */
public record BatchPolicy(int maxRows, int maxBytes, Duration flush) {

    private static final int ONE_BLOCK = 500_000;
    private static final Duration LONGEST_FLUSH = Duration.ofMinutes(1);

    public BatchPolicy {
        if (maxRows < 1 || maxRows > ONE_BLOCK) {
            throw new IllegalArgumentException("sink.rows must be in [1, " + ONE_BLOCK + "], got " + maxRows);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("sink.bytes must be at least 1, got " + maxBytes);
        }
        if (flush.isNegative() || flush.isZero() || flush.compareTo(LONGEST_FLUSH) > 0) {
            throw new IllegalArgumentException("sink.flush must be in (0, " + LONGEST_FLUSH + "], got " + flush);
        }
    }

    /** 100 000 rows, 16 MiB, one second. */
    public static BatchPolicy defaults() {
        return new BatchPolicy(100_000, 16 << 20, Duration.ofSeconds(1));
    }

    /** The same policy with another flush time. */
    public BatchPolicy withFlush(Duration time) {
        return new BatchPolicy(maxRows, maxBytes, time);
    }

    /** The same policy with another row count. */
    public BatchPolicy withMaxRows(int rows) {
        return new BatchPolicy(rows, maxBytes, flush);
    }
}
