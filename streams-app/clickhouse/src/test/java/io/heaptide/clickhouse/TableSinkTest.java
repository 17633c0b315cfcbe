package io.heaptide.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableSinkTest {

    private static final TopicPartition FIRST = new TopicPartition(Topics.LEAK_SCORES.name(), 0);
    private static final TopicPartition SECOND = new TopicPartition(Topics.LEAK_SCORES.name(), 1);
    private static final AvroCodec<LeakScore> SCORES = AvroCodec.of(Topics.LEAK_SCORES);
    private static final Records CART = new Records("cart");
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(8);

    private final ForgetfulConsumer consumer = new ForgetfulConsumer();
    private final FlakyWriter writer = new FlakyWriter();
    private final List<DeadLetter> delivered = new ArrayList<>();
    private boolean kafkaTakesLetters = true;
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private final TableSink<LeakScore> sink = new TableSink<>(
            Tables.LEAK_SCORES,
            new BatchPolicy(3, 1 << 20, FLUSH),
            new TableSink.SinkPorts(writer, this::deliver, () -> now),
            consumer,
            new Backoff(new BackoffPolicy(Duration.ofSeconds(1), LONGEST_BACKOFF), new SplittableRandom(7)));

    /** Remembers tokens, as ClickHouse does, and fails when told to. */
    private static final class FlakyWriter implements TableSink.RowWriter {
        private final List<String> attempts = new ArrayList<>();
        private boolean down;

        @Override
        public void insert(String table, List<String> columns, RowOutput rows, String token) {
            attempts.add(token);
            if (down) {
                throw new ClickHouseFailure("insert into " + table, new java.net.ConnectException("refused"));
            }
        }
    }

    /** A consumer whose group can lose commits. */
    private static final class ForgetfulConsumer extends MockConsumer<byte[], byte[]> {
        private boolean refuseCommits;

        ForgetfulConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (refuseCommits) {
                throw new TimeoutException("no coordinator");
            }
            super.commitSync(offsets);
        }
    }

    @BeforeEach
    void assignOnePartition() {
        sink.begin();
        consumer.rebalance(List.of(FIRST));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    @Test
    void writesWhenTheFlushTimeIsUpAndThenCommits() {
        publish(FIRST, 0);
        sink.step();
        assertThat(writer.attempts).isEmpty();
        assertThat(committed()).isZero();
        now = now.plus(FLUSH);
        sink.step();
        assertThat(writer.attempts).hasSize(1);
        assertThat(committed()).isEqualTo(1);
        assertThat(sink.health())
                .isEqualTo(new TableHealth(SinkState.RUNNING, "", java.util.Optional.empty(), 1, 1, 0, Map.of()));
    }

    @Test
    void tellsHowManyRecordsWaitInKafka() {
        consumer.updateEndOffsets(Map.of(FIRST, 7L));
        publish(FIRST, 0, 1);
        sink.step();
        assertThat(sink.health().lag()).isEqualTo(5);
    }

    @Test
    void writesAFullBatchAtOnceAndHoldsTheRestForTheNext() {
        publish(FIRST, 0, 1, 2, 3);
        sink.step();
        assertThat(committed()).isEqualTo(3);
        now = now.plus(FLUSH);
        sink.step();
        now = now.plus(FLUSH);
        sink.step();
        assertThat(committed()).isEqualTo(4);
        assertThat(writer.attempts).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whileClickHouseIsDownTheSameBatchWaitsAndKafkaHoldsTheRest() {
        writer.down = true;
        publish(FIRST, 0, 1, 2);
        sink.step();
        publish(FIRST, 3);
        for (int i = 0; i < 20; i++) {
            now = now.plus(LONGEST_BACKOFF);
            sink.step();
        }
        assertThat(writer.attempts).hasSize(21).containsOnly(writer.attempts.get(0));
        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(committed()).isZero();
        assertThat(sink.health().state()).isEqualTo(SinkState.RETRYING);
        assertThat(sink.health().problem()).contains("leak_scores").contains("refused");

        writer.down = false;
        now = now.plus(LONGEST_BACKOFF);
        sink.step();
        assertThat(committed()).isEqualTo(3);
        assertThat(sink.health().healthy()).isTrue();
        sink.step();
        now = now.plus(FLUSH);
        sink.step();
        assertThat(consumer.paused()).isEmpty();
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void retriesWaitForTheBackOff() {
        writer.down = true;
        publish(FIRST, 0, 1, 2);
        sink.step();
        sink.step();
        sink.step();
        assertThat(writer.attempts).hasSize(1);
    }

    @Test
    void aCommitThatFailsRepeatsTheWriteWithTheSameToken() {
        consumer.refuseCommits = true;
        publish(FIRST, 0, 1, 2);
        sink.step();
        assertThat(sink.health().state()).isEqualTo(SinkState.RETRYING);
        consumer.refuseCommits = false;
        now = now.plus(LONGEST_BACKOFF);
        sink.step();
        assertThat(writer.attempts).hasSize(2).containsOnly(writer.attempts.get(0));
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aPoisonRecordIsDeadLetteredBeforeItsOffsetIsCommitted() {
        kafkaTakesLetters = false;
        publish(FIRST, 0);
        consumer.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, 1, new byte[0], "poison".getBytes(UTF_8)));
        publish(FIRST, 2, 3);
        sink.step();
        assertThat(committed()).isZero();
        assertThat(writer.attempts).isEmpty();

        kafkaTakesLetters = true;
        now = now.plus(LONGEST_BACKOFF);
        sink.step();
        assertThat(delivered).singleElement().satisfies(letter -> assertThat(letter.getOffset())
                .isEqualTo(1));
        assertThat(committed()).isEqualTo(4);
        assertThat(sink.health().rows()).isEqualTo(3);
        assertThat(sink.health().records()).isEqualTo(4);
        assertThat(sink.health().dropped()).isEqualTo(Map.of(DropReason.MALFORMED_RECORD, 1L));
    }

    @Test
    void aBatchOfPoisonAloneIsCommittedWithoutAnInsert() {
        consumer.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, 0, new byte[0], "poison".getBytes(UTF_8)));
        sink.step();
        now = now.plus(FLUSH);
        sink.step();
        assertThat(writer.attempts).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aRebalanceForgetsWhatWasNotWrittenAndGoesOnWithTheNewPartitions() {
        writer.down = true;
        publish(FIRST, 0, 1, 2, 3);
        sink.step();
        writer.down = false;
        consumer.rebalance(List.of(SECOND));
        publish(SECOND, 0, 1, 2);
        sink.step();
        sink.step();
        assertThat(committed(SECOND)).isEqualTo(3);
        assertThat(committed()).as("the other owner's now").isZero();
        assertThat(sink.health().healthy()).isTrue();
    }

    @Test
    void aBugStopsTheFlowAndIsReported() {
        consumer.setPollException(new KafkaException("not authorized"));
        sink.run();
        assertThat(sink.health().state()).isEqualTo(SinkState.FAILED);
        assertThat(sink.health().problem()).contains("not authorized");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void stopEndsTheLoop() {
        sink.stop();
        sink.run();
        assertThat(sink.health().state()).isEqualTo(SinkState.STOPPED);
        assertThat(consumer.closed()).isTrue();
    }

    private void deliver(List<DeadLetter> letters) {
        if (!letters.isEmpty() && !kafkaTakesLetters) {
            throw new KafkaException("dead letters were not acknowledged");
        }
        delivered.addAll(letters);
    }

    private void publish(TopicPartition partition, int... offsets) {
        for (int offset : offsets) {
            byte[] value = SCORES.encode(CART.score(offset));
            consumer.addRecord(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], value));
        }
    }

    private long committed() {
        return committed(FIRST);
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata next = consumer.committed(Set.of(partition)).get(partition);
        return next == null ? 0 : next.offset();
    }
}
