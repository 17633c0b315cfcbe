package io.heaptide.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.MalformedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Consecutive records of a topic, already encoded as rows, with what must be known to write them exactly once. */
final class RowBatch<T extends SpecificRecordBase> {

    private static final int TOKEN_BYTES = 16;

    private final TableMapping<T, ?> mapping;
    private final AvroCodec<T> codec;
    private final BatchPolicy policy;
    private final RowOutput output = new RowOutput();
    private final Map<TopicPartition, OffsetRange> ranges =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final List<Refusal> refusals = new ArrayList<>();
    private int rows;
    private @Nullable Instant openedAt;

    RowBatch(TableMapping<T, ?> mapping, AvroCodec<T> codec, BatchPolicy policy) {
        this.mapping = mapping;
        this.codec = codec;
        this.policy = policy;
    }

    /** A record that gave no row, and the letter that says so. */
    record Refusal(DropReason reason, DeadLetter letter) {}

    private record OffsetRange(long first, long last) {
        OffsetRange to(OffsetRange later) {
            return new OffsetRange(first, later.last);
        }
    }

    /** Takes a record in; one that cannot be used is refused, and its neighbours are not touched. */
    void add(ConsumerRecord<byte[], byte @Nullable []> record, Instant now) {
        openedAt = openedAt == null ? now : openedAt;
        ranges.merge(
                new TopicPartition(record.topic(), record.partition()),
                new OffsetRange(record.offset(), record.offset()),
                OffsetRange::to);
        int mark = output.size();
        try {
            rows += mapping.write(decode(record.value()), record.offset(), output);
        } catch (MalformedRecord e) {
            refuse(record, mark, new UnusableRecord(DropReason.MALFORMED_RECORD, String.valueOf(e.getMessage())), now);
        } catch (UnusableRecord e) {
            refuse(record, mark, e, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean isFull() {
        return rows >= policy.maxRows() || output.size() >= policy.maxBytes();
    }

    /** When it must be written at the latest. */
    Instant dueAt() {
        return openedAt == null ? Instant.MAX : openedAt.plus(policy.flush());
    }

    int rows() {
        return rows;
    }

    int records() {
        return (int) ranges.values().stream()
                .mapToLong(range -> range.last - range.first + 1)
                .sum();
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    RowOutput output() {
        return output;
    }

    Map<TopicPartition, OffsetAndMetadata> nextOffsets() {
        return ranges.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, range -> new OffsetAndMetadata(range.getValue().last + 1)));
    }

    /**
     * The same for the same records in the same batch, and for nothing else. The rows are part of it because offsets
     * start again when a topic is made anew, and ClickHouse believes a token without looking at the rows.
     */
    String token() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(describe().getBytes(UTF_8));
            output.digestInto(digest);
            return mapping.topic().name() + ":" + HexFormat.of().formatHex(digest.digest(), 0, TOKEN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The offsets it covers, as people read them. */
    String describe() {
        Function<Map.Entry<TopicPartition, OffsetRange>, String> text =
                range -> range.getKey() + "@" + range.getValue().first + "-" + range.getValue().last;
        return ranges.entrySet().stream().map(text).collect(Collectors.joining(","));
    }

    private T decode(byte @Nullable [] value) {
        if (value == null) {
            throw new UnusableRecord(DropReason.EMPTY_RECORD, "a record without a value");
        }
        return codec.decode(value);
    }

    private void refuse(ConsumerRecord<byte[], byte @Nullable []> record, int mark, UnusableRecord why, Instant now) {
        output.truncate(mark);
        DeadLetter letter = DeadLetters.letter(record, why, now);
        if (mapping.topic().type().isInstance(letter)) {
            // A dead letter that cannot be read: sent back to its own topic it would come round for ever
            store(mapping.topic().type().cast(letter), record.offset());
        }
        refusals.add(new Refusal(why.reason(), letter));
    }

    private void store(T letter, long offset) {
        try {
            rows += mapping.write(letter, offset, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
