package io.heaptide.topology;

import io.heaptide.schemas.MemorySampleBatch;

/** A decoded batch of samples: a dictionary and three columns, not yet checked against each other. */
final class SampleColumns {

    final BatchDictionary dictionary;
    final long baseMillis;
    final int[] seriesIndex;
    final int[] offsetMillis;
    final long[] usedBytes;

    SampleColumns(
            BatchDictionary dictionary, long baseMillis, int[] seriesIndex, int[] offsetMillis, long[] usedBytes) {
        this.dictionary = dictionary;
        this.baseMillis = baseMillis;
        this.seriesIndex = seriesIndex;
        this.offsetMillis = offsetMillis;
        this.usedBytes = usedBytes;
    }

    static SampleColumns of(MemorySampleBatch batch) {
        return new SampleColumns(
                new BatchDictionary(new byte[0], batch.getInstances(), batch.getSeries()),
                batch.getBaseTimeMs(),
                batch.getSeriesIndex().stream().mapToInt(Integer::intValue).toArray(),
                batch.getTimeOffsetMs().stream().mapToInt(Integer::intValue).toArray(),
                batch.getUsedBytes().stream().mapToLong(Long::longValue).toArray());
    }

    boolean unequal() {
        return seriesIndex.length != offsetMillis.length || seriesIndex.length != usedBytes.length;
    }

    /** Rows, or the longest column where they differ. */
    int rows() {
        return Math.max(seriesIndex.length, Math.max(offsetMillis.length, usedBytes.length));
    }

    String lengths() {
        return seriesIndex.length + " series indexes, " + offsetMillis.length + " times, " + usedBytes.length
                + " readings";
    }

    long timeOf(int row) {
        return baseMillis + offsetMillis[row];
    }

    /** The newest of the times up to a bound, 0 if there is none. */
    long newestUpTo(long latestMillis) {
        long newest = 0;
        for (int offset : offsetMillis) {
            long atMillis = baseMillis + offset;
            if (atMillis > newest && atMillis <= latestMillis) {
                newest = atMillis;
            }
        }
        return newest;
    }
}
