package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delivery while Kafka, not the target, is in trouble. */
@Timeout(60)
class KafkaTroubleTest {

    @Test
    void nothingIsSentWhileACommitIsOutstanding() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.commitsFailWith(Optional.of(new TimeoutException("Kafka is away")));
            bench.publish(Alerts.firing("inc-1"), Alerts.firing("inc-2"));
            bench.until(() -> bench.health().detail().equals("Kafka: Kafka is away"));
            bench.passes(Duration.ofSeconds(2));
            Eventually.pause(Duration.ofMillis(300));
            assertThat(receiver.keys()).containsExactly("inc-1:firing");

            bench.commitsFailWith(Optional.of(new RebalanceInProgressException("joining")));
            bench.until(() -> bench.health().detail().contains("joining"));
            bench.commitsFailWith(Optional.empty());
            bench.passes(Duration.ofSeconds(2));
            bench.until(() -> bench.committedOffset(0) == 2);
            assertThat(receiver.keys()).containsExactly("inc-1:firing", "inc-2:firing");
        }
    }

    @Test
    void whatWasPostedIsNotPostedAgainThoughItsCommitWasLostWithThePartition() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.commitsFailWith(Optional.of(new TimeoutException("Kafka is away")));
            bench.publish(Alerts.firing("inc-1"), Alerts.resolved("inc-1"));
            bench.until(() -> bench.health().detail().equals("Kafka: Kafka is away"));
            bench.partitionsComeAndGo();
            bench.commitsFailWith(Optional.empty());
            bench.publish(Alerts.firing("inc-1"), Alerts.resolved("inc-1"));
            bench.passes(Duration.ofSeconds(2));
            bench.until(() -> bench.committedOffset(0) == 4);

            assertThat(receiver.keys()).containsExactly("inc-1:firing", "inc-1:resolved");
            assertThat(bench.health().counts().dropped()).containsEntry(DropReason.ALREADY_DELIVERED, 1L);
        }
    }

    @Test
    void aFaultThatNoRetryCanCureStopsTheTargetAndFailsHealth() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.commitsFailWith(Optional.of(new TopicAuthorizationException("heaptide.leak-alerts.v1")));
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> !bench.isAlive());

            assertThat(bench.health().state()).isEqualTo(TargetHealth.State.FAILED);
            assertThat(new NotifierHealth(List.of(bench.health())).isHealthy()).isFalse();
        }
    }

    private static Target webhook(Receiver receiver) {
        return Targets.webhook(receiver.url("/hook"));
    }
}
