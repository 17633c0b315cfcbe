package io.heaptide.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final BatchPolicy POLICY = new BatchPolicy(100, 1 << 20, Duration.ofSeconds(1));
    private static final AvroCodec<LeakScore> SCORES = AvroCodec.of(Topics.LEAK_SCORES);
    private static final Records CART = new Records("cart");

    private final RowBatch<LeakScore> batch = batch(Tables.LEAK_SCORES);

    @Test
    void theTokenIsTheSameForTheSameRecordsOnly() {
        RowBatch<LeakScore> again = batch(Tables.LEAK_SCORES);
        batch.add(record(0, 5, SCORES.encode(CART.score(1))), NOW);
        again.add(record(0, 5, SCORES.encode(CART.score(1))), NOW.plusSeconds(60));
        assertThat(again.token()).isEqualTo(batch.token()).startsWith("heaptide.leak-scores.v1:");

        again.add(record(0, 6, SCORES.encode(CART.score(2))), NOW);
        assertThat(again.token()).isNotEqualTo(batch.token());
    }

    @Test
    void aTopicMadeAnewHasOtherTokensAtTheSameOffsets() {
        RowBatch<LeakScore> afterwards = batch(Tables.LEAK_SCORES);
        batch.add(record(0, 0, SCORES.encode(CART.score(1))), NOW);
        afterwards.add(record(0, 0, SCORES.encode(CART.score(2))), NOW);
        assertThat(afterwards.describe()).isEqualTo(batch.describe());
        assertThat(afterwards.token()).isNotEqualTo(batch.token());
    }

    @Test
    void offsetsGoOnBehindTheLastRecordOfEachPartition() {
        batch.add(record(1, 10, SCORES.encode(CART.score(1))), NOW);
        batch.add(record(0, 5, SCORES.encode(CART.score(2))), NOW);
        batch.add(record(1, 12, SCORES.encode(CART.score(3))), NOW);
        assertThat(batch.nextOffsets())
                .containsEntry(new TopicPartition(Topics.LEAK_SCORES.name(), 0), new OffsetAndMetadata(6))
                .containsEntry(new TopicPartition(Topics.LEAK_SCORES.name(), 1), new OffsetAndMetadata(13));
        assertThat(batch.describe()).isEqualTo("heaptide.leak-scores.v1-0@5-5,heaptide.leak-scores.v1-1@10-12");
    }

    @Test
    void aRefusedRecordLeavesNoTraceBetweenItsNeighbours() {
        RowBatch<LeakScore> clean = batch(Tables.LEAK_SCORES);
        clean.add(record(0, 1, SCORES.encode(CART.score(1))), NOW);
        clean.add(record(0, 3, SCORES.encode(CART.score(3))), NOW);
        LeakScore endless = LeakScore.newBuilder(CART.score(2)).setInstances(-1).build();

        batch.add(record(0, 1, SCORES.encode(CART.score(1))), NOW);
        batch.add(record(0, 2, SCORES.encode(endless)), NOW);
        batch.add(record(0, 3, SCORES.encode(CART.score(3))), NOW);

        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.token()).isEqualTo(clean.token());
        assertThat(batch.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(DropReason.NEGATIVE_VALUE);
            assertThat(refusal.letter().getDetail()).isEqualTo("instances is -1");
        });
    }

    @Test
    void everyKindOfUnusableRecordHasItsReason() {
        LeakScore ancient =
                LeakScore.newBuilder(CART.score(1)).setWindowEndMs(7).build();
        batch.add(record(0, 0, null), NOW);
        batch.add(record(0, 1, "not avro".getBytes(UTF_8)), NOW);
        batch.add(record(0, 2, SCORES.encode(ancient)), NOW);
        assertThat(batch.refusals())
                .extracting(RowBatch.Refusal::reason)
                .containsExactly(DropReason.EMPTY_RECORD, DropReason.MALFORMED_RECORD, DropReason.IMPLAUSIBLE_TIME);
        assertThat(batch.rows()).isZero();
        assertThat(batch.isEmpty()).as("its offsets must still be committed").isFalse();
    }

    @Test
    void sampleColumnsThatDoNotFitAreRefusedWhole() {
        RowBatch<MemorySampleBatch> samples = batch(Tables.MEMORY_SAMPLES);
        AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);
        MemorySampleBatch shorter = MemorySampleBatch.newBuilder(CART.samples(1, 4))
                .setUsedBytes(List.of(1L, 2L))
                .build();
        MemorySampleBatch beyond = MemorySampleBatch.newBuilder(CART.samples(1, 2))
                .setSeriesIndex(List.of(0, 9))
                .build();
        samples.add(record(0, 0, codec.encode(shorter)), NOW);
        samples.add(record(0, 1, codec.encode(beyond)), NOW);
        samples.add(record(0, 2, codec.encode(CART.samples(1, 4))), NOW);
        assertThat(samples.refusals())
                .extracting(refusal -> refusal.letter().getDetail())
                .containsExactly("columns of 4, 4 and 2 values", "index 9 into 2 series");
        assertThat(samples.rows()).isEqualTo(4);
    }

    @Test
    void aDeadLetterThatCannotBeReadBecomesARowInsteadOfComingRoundForEver() {
        RowBatch<DeadLetter> letters = batch(Tables.DEAD_LETTERS);
        letters.add(record(0, 0, "not avro".getBytes(UTF_8)), NOW);
        assertThat(letters.rows()).isEqualTo(1);
        assertThat(letters.refusals()).hasSize(1);
    }

    @Test
    void aLetterKeepsTheRecordAndItsTimeUnlessThatIsWhatIsWrong() {
        batch.add(record(0, 4, "not avro".getBytes(UTF_8)), NOW);
        batch.add(at(-1, record(0, 5, new byte[300_000])), NOW);
        DeadLetter first = batch.refusals().get(0).letter();
        DeadLetter second = batch.refusals().get(1).letter();
        assertThat(first.getAtMs()).isEqualTo(Records.minute(0));
        assertThat(first.getOffset()).isEqualTo(4);
        assertThat(first.getReason()).isEqualTo("malformed_record");
        assertThat(first.getComponent()).isEqualTo("clickhouse-sink");
        assertThat(UTF_8.decode(first.getValue()).toString()).isEqualTo("not avro");
        assertThat(second.getAtMs()).isEqualTo(NOW.toEpochMilli());
        assertThat(second.getValue().remaining()).isEqualTo(256 << 10);
    }

    @Test
    void rowsBytesOrTimeMakeItDue() {
        assertThat(batch.dueAt()).isEqualTo(Instant.MAX);
        batch.add(record(0, 0, SCORES.encode(CART.score(0))), NOW);
        batch.add(record(0, 1, SCORES.encode(CART.score(1))), NOW.plusMillis(500));
        assertThat(batch.dueAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(batch.isFull()).isFalse();
        for (int i = 2; i < 100; i++) {
            batch.add(record(0, i, SCORES.encode(CART.score(i))), NOW);
        }
        assertThat(batch.isFull()).isTrue();

        RowBatch<LeakScore> small =
                new RowBatch<>(Tables.LEAK_SCORES, SCORES, new BatchPolicy(100, 10, Duration.ofSeconds(1)));
        small.add(record(0, 0, SCORES.encode(CART.score(0))), NOW);
        assertThat(small.isFull()).isTrue();
    }

    private static <T extends SpecificRecordBase> RowBatch<T> batch(TableMapping<T, ?> mapping) {
        return new RowBatch<>(mapping, AvroCodec.of(mapping.topic()), POLICY);
    }

    private static ConsumerRecord<byte[], byte @Nullable []> record(
            int partition, long offset, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte @Nullable []> record =
                new ConsumerRecord<>(Topics.LEAK_SCORES.name(), partition, offset, "shop/cart".getBytes(UTF_8), value);
        return at(Records.minute(0), record);
    }

    private static ConsumerRecord<byte[], byte @Nullable []> at(
            long timestamp, ConsumerRecord<byte[], byte @Nullable []> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                new RecordHeaders(),
                Optional.empty());
    }
}
