package io.heaptide.normaliser;

import static io.heaptide.normaliser.RawMetrics.NOW;
import static io.heaptide.normaliser.RawMetrics.usage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.normaliser.NormaliserHealth.State;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.publish.MetricIntake;
import io.heaptide.signals.publish.SinkUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormaliserLoopTest {

    private static final NormaliserConfig CONFIG = new NormaliserConfig(
            "unused:1", "raw", "group", 1, (short) 1, 1, 3, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final TopicPartition FIRST = new TopicPartition("raw", 0);
    private static final TopicPartition SECOND = new TopicPartition("raw", 1);

    private final ForgetfulConsumer consumer = new ForgetfulConsumer();
    private final HeldSink sink = new HeldSink();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Progress progress = new Progress();
    private final NormaliserLoop loop = new NormaliserLoop(
            CONFIG,
            consumer,
            new RecordNormaliser(
                    new MetricIntake(new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW)), sink),
                    this::keep,
                    progress),
            sink::held,
            progress);

    /** A consumer whose group can refuse commits. */
    private static final class ForgetfulConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private boolean refuseCommits;

        ForgetfulConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (refuseCommits) {
                throw new TimeoutException("no coordinator");
            }
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            super.commitSync(offsets);
        }
    }

    @BeforeEach
    void assignBothPartitions() {
        loop.begin();
        consumer.rebalance(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    @Test
    void commitsOnlyWhatIsAcknowledged() throws InterruptedException {
        write(FIRST, 0, usage("a", 1));
        loop.step();
        assertThat(sink.readings).isEqualTo(1);
        assertThat(committed(FIRST)).isZero();

        sink.acknowledge();
        loop.step();

        assertThat(committed(FIRST)).isEqualTo(1);
        assertThat(progress.health(0).records()).isEqualTo(1);
        assertThat(progress.health(0).readings()).isEqualTo(1);
    }

    @Test
    void tellsHowManyRecordsWaitInKafka() throws InterruptedException {
        consumer.updateEndOffsets(Map.of(FIRST, 3L, SECOND, 4L));
        write(FIRST, 0, usage("a", 1));
        loop.step();
        assertThat(loop.lag()).isEqualTo(6);
    }

    @Test
    void readsTheSameRecordsAgainWhereKafkaDidNotTakeThem() throws InterruptedException {
        write(FIRST, 0, usage("a", 1), usage("a", 2));
        write(SECOND, 0, usage("b", 1));
        loop.step();
        sink.fail(SinkUnavailable.Reason.TIMED_OUT);

        loop.step();
        assertThat(progress.health(0).state()).isEqualTo(State.RETRYING);
        assertThat(consumer.position(FIRST)).isZero();
        assertThat(consumer.position(SECOND)).isZero();

        write(FIRST, 0, usage("a", 1), usage("a", 2));
        write(SECOND, 0, usage("b", 1));
        loop.step();
        sink.acknowledge();
        loop.step();

        assertThat(sink.readings).isEqualTo(6);
        assertThat(committed(FIRST)).isEqualTo(2);
        assertThat(committed(SECOND)).isEqualTo(1);
        assertThat(progress.health(0).state()).isEqualTo(State.RUNNING);
        assertThat(letters).isEmpty();
    }

    @Test
    void readsAgainWhatHadArrivedButWasNotHandedOverYet() throws InterruptedException {
        write(FIRST, 0, usage("a", 1), usage("a", 2), usage("a", 3));
        write(SECOND, 0, usage("b", 1), usage("b", 2), usage("b", 3));
        sink.failWhenHolding(CONFIG.buffer());

        loop.step();

        assertThat(progress.health(0).state()).isEqualTo(State.RETRYING);
        assertThat(consumer.position(FIRST)).isZero();
        assertThat(consumer.position(SECOND)).isZero();
        assertThat(sink.readings).isEqualTo(CONFIG.buffer());
    }

    @Test
    void keepsWhatCannotBeReadAsADeadLetterAndGoesOn() throws InterruptedException {
        byte[] json = "{\"resourceMetrics\":[]}".getBytes(UTF_8);
        write(FIRST, 0, json);
        consumer.addRecord(record(FIRST, 1, null));
        write(FIRST, 2, usage("a", 1));
        sink.acknowledgeAtOnce();

        loop.step();
        loop.step();

        assertThat(letters).extracting(DeadLetter::getReason).containsExactly("malformed_record", "empty_record");
        assertThat(letters.get(0).getComponent()).isEqualTo("normaliser");
        assertThat(letters.get(0).getValue().array()).isEqualTo(json);
        assertThat(letters.get(1).getOffset()).isEqualTo(1);
        assertThat(committed(FIRST)).isEqualTo(3);
        assertThat(progress.health(0).dropped()).isEqualTo(Map.of("malformed_record", 1L, "empty_record", 1L));
        assertThat(progress.health(0).records()).isEqualTo(3);
    }

    @Test
    void aRecordThatKafkaWillNeverTakeIsADeadLetterToo() throws InterruptedException {
        write(FIRST, 0, usage("a", 1));
        loop.step();
        sink.fail(SinkUnavailable.Reason.RECORD_REFUSED);

        loop.step();

        assertThat(letters).extracting(DeadLetter::getReason).containsExactly("record_refused");
        assertThat(committed(FIRST)).isEqualTo(1);
    }

    @Test
    void countsThePointsOfARecordThatCouldNotBeUsed() throws InterruptedException {
        sink.acknowledgeAtOnce();
        write(FIRST, 0, usage("a", -5), RawMetrics.of("a", "http.server.speed", 5));

        loop.step();
        loop.step();

        assertThat(progress.health(0).rejectedPoints()).isEqualTo(Map.of("negative", 1L));
        assertThat(progress.health(0).ignoredPoints()).isEqualTo(1);
        assertThat(committed(FIRST)).isEqualTo(2);
    }

    @Test
    void whoeverOwnsAPartitionNextReadsWhatWasNotAcknowledged() throws InterruptedException {
        write(FIRST, 0, usage("a", 1));
        write(SECOND, 0, usage("b", 1));
        loop.step();
        sink.acknowledge();
        write(SECOND, 1, usage("b", 2));
        loop.step();

        consumer.rebalance(List.of(FIRST));
        sink.acknowledge();
        loop.step();

        assertThat(committed(FIRST)).isEqualTo(1);
        assertThat(committed(SECOND)).isEqualTo(1);
    }

    @Test
    void aCommitThatFailsIsTriedAgain() throws InterruptedException {
        sink.acknowledgeAtOnce();
        write(FIRST, 0, usage("a", 1));
        consumer.refuseCommits = true;
        loop.step();
        assertThat(progress.health(0).state()).isEqualTo(State.RETRYING);

        consumer.refuseCommits = false;
        loop.step();

        assertThat(committed(FIRST)).isEqualTo(1);
        assertThat(sink.readings).isEqualTo(1);
        assertThat(progress.health(0).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void takesNoMoreThanTheBufferHoldsUntilKafkaHasTakenSome() throws InterruptedException {
        write(FIRST, 0, usage("a", 1), usage("a", 2), usage("a", 3), usage("a", 4));
        sink.acknowledgeWhenHolding(CONFIG.buffer());

        loop.step();

        assertThat(sink.readings).isEqualTo(4);
        assertThat(sink.mostHeld).isEqualTo(CONFIG.buffer());
    }

    private CompletableFuture<Void> keep(DeadLetter letter) {
        letters.add(letter);
        return CompletableFuture.completedFuture(null);
    }

    private void write(TopicPartition partition, long offset, byte[]... values) {
        for (int i = 0; i < values.length; i++) {
            consumer.addRecord(record(partition, offset + i, values[i]));
        }
    }

    @SuppressWarnings("NullAway") // Kafka's own type does not say that a record may have no value
    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, value);
    }

    private long committed(TopicPartition partition) {
        return consumer.committed.getOrDefault(partition, 0L);
    }
}
