package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.settings.Secret;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryTest {

    @Test
    void anAlertIsPostedOnceAndItsOffsetCommittedAfterwards() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.committedOffset(0) == 1);

            assertThat(receiver.keys()).containsExactly("inc-1:firing");
            assertThat(bench.health().counts().delivered()).isOne();
            assertThat(bench.health().state()).isEqualTo(TargetHealth.State.RUNNING);
        }
    }

    @Test
    void nothingIsCommittedBeforeTheTargetHasAccepted() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Receiver.Answer late = exchange -> {
            asked.countDown();
            await(released);
            Receiver.ok().send(exchange);
        };
        try (Receiver receiver = Receiver.answering(late);
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.committed()).isEmpty();

            released.countDown();
            bench.until(() -> bench.committedOffset(0) == 1);
        }
    }

    @Test
    void aReplayIsNotSentAgainEvenByANewProcess() {
        try (Receiver receiver = Receiver.answering(Receiver.ok())) {
            Map<TopicPartition, OffsetAndMetadata> committed;
            try (Bench first = new Bench(webhook(receiver))) {
                first.publish(Alerts.firing("inc-1"), Alerts.firing("inc-1"), Alerts.resolved("inc-1"));
                first.until(() -> first.committedOffset(0) == 3);
                committed = rewound(first.committed());
            }
            try (Bench second = new Bench(webhook(receiver), committed)) {
                second.publish(Alerts.firing("inc-1"), Alerts.resolved("inc-1"), Alerts.firing("inc-2"));
                second.until(() -> second.committedOffset(0) == 3);

                assertThat(second.health().counts().dropped()).containsEntry(DropReason.ALREADY_DELIVERED, 2L);
            }
            assertThat(receiver.keys()).containsExactly("inc-1:firing", "inc-1:resolved", "inc-2:firing");
        }
    }

    @Test
    void serverErrorsAreRetriedUntilItWorks() {
        try (Receiver receiver = Receiver.scripted(n -> n <= 3 ? Receiver.status(500, "oops") : Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.committedOffset(0) == 1);

            assertThat(receiver.keys()).hasSize(4).containsOnly("inc-1:firing");
            assertThat(bench.health().counts().retries()).isEqualTo(3);
            assertThat(bench.health().counts().delivered()).isOne();
        }
    }

    @Test
    void everyAttemptIsSignedAnew() {
        try (Receiver receiver = Receiver.scripted(n -> n == 1 ? Receiver.status(500, "") : Receiver.ok());
                Bench bench = new Bench(Targets.webhook(receiver.url("/"), new Secret("signing-key")))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> receiver.received().size() == 1);
            bench.passes(Duration.ofMinutes(10));
            bench.until(() -> bench.committedOffset(0) == 1);

            assertThat(receiver.received())
                    .extracting(r -> r.header("Heaptide-signature"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aTargetThatAsksForTimeGetsItForAllItsAlerts() {
        try (Receiver receiver =
                        Receiver.scripted(n -> n == 1 ? Receiver.status(429, "Retry-After", "60") : Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.health().state() == TargetHealth.State.RETRYING);
            bench.publish(1, bytes(Alerts.firing("inc-2")));
            bench.until(() -> bench.health().waiting() == 2);
            Eventually.pause(Duration.ofMillis(300));
            assertThat(receiver.received()).hasSize(1);

            bench.passes(Duration.ofSeconds(60));
            bench.until(() -> bench.health().waiting() == 0);
            assertThat(receiver.keys()).containsExactlyInAnyOrder("inc-1:firing", "inc-1:firing", "inc-2:firing");
        }
    }

    @Test
    void aTargetThatIsDownIsReachedWhenItIsUp() {
        int port = Receiver.unusedPort();
        Target target = Targets.webhook(WebhookUrl.parse("http://127.0.0.1:" + port + "/x"));
        try (Bench bench = new Bench(target)) {
            bench.publish(Alerts.firing("inc-1"), Alerts.firing("inc-2"));
            bench.until(() -> bench.health().counts().retries() >= 3);
            assertThat(bench.health().state()).isEqualTo(TargetHealth.State.RETRYING);
            assertThat(bench.health().detail()).startsWith("ConnectException");

            try (Receiver receiver = Receiver.at(port, Receiver.ok())) {
                bench.until(() -> bench.committedOffset(0) == 2);
                assertThat(receiver.keys()).containsExactly("inc-1:firing", "inc-2:firing");
            }
        }
    }

    @Test
    void oneAlertThatATargetCannotTakeDoesNotStopOtherPartitions() {
        Receiver.Answer choking = exchange -> {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            (key.startsWith("poison") ? Receiver.status(500, "") : Receiver.ok()).send(exchange);
        };
        try (Receiver receiver = Receiver.answering(choking);
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("poison"));
            for (int i = 0; i < 5; i++) {
                bench.publish(1, bytes(Alerts.firing("inc-" + i)));
            }
            bench.until(() -> bench.health().counts().delivered() == 5);

            assertThat(bench.committedOffset(0)).isZero();
            assertThat(new HashSet<>(receiver.keys())).hasSize(6);
        }
    }

    @Test
    void aRefusedAlertIsDeadLetteredAndTheNextGoesOn() {
        try (Receiver receiver = Receiver.scripted(n -> n == 1 ? Receiver.status(400, "bad field") : Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"), Alerts.firing("inc-2"));
            bench.until(() -> bench.committedOffset(0) == 2);

            DeadLetter letter = bench.deadLetters().get(0);
            assertThat(bench.deadLetters()).hasSize(1);
            assertThat(letter.getComponent()).isEqualTo("notifier");
            assertThat(letter.getTopic()).isEqualTo("heaptide.leak-alerts.v1");
            assertThat(letter.getOffset()).isZero();
            assertThat(letter.getReason()).isEqualTo("rejected");
            assertThat(letter.getDetail()).isEqualTo("webhook-test: HTTP 400: bad field");
            assertThat(letter.getValue().array()).isEqualTo(bytes(Alerts.firing("inc-1")));
            assertThat(bench.health().counts().dropped()).containsEntry(DropReason.REJECTED, 1L);
            assertThat(receiver.keys()).containsExactly("inc-1:firing", "inc-2:firing");
        }
    }

    @Test
    void aMalformedRecordIsDeadLetteredAndTheNextGoesOn() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(0, "not Avro".getBytes(UTF_8));
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.committedOffset(0) == 2);

            assertThat(bench.deadLetters()).extracting(DeadLetter::getReason).containsExactly("malformed");
            assertThat(receiver.keys()).containsExactly("inc-1:firing");
        }
    }

    @Test
    void anAlertIsGivenUpAfterTheAgeLimit() {
        try (Receiver receiver = Receiver.answering(Receiver.status(503, ""));
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.health().counts().retries() >= 1);
            assertThat(bench.deadLetters()).isEmpty();

            bench.passes(Duration.ofHours(25));
            bench.until(() -> bench.committedOffset(0) == 1);

            assertThat(bench.deadLetters()).extracting(DeadLetter::getReason).containsExactly("expired");
            assertThat(bench.health().counts().dropped()).containsEntry(DropReason.EXPIRED, 1L);
        }
    }

    @Test
    void pendingIsSkippedAndCounted() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(webhook(receiver))) {
            bench.publish(Alerts.pending("inc-1"), Alerts.pending("inc-2"));
            bench.until(() -> bench.committedOffset(0) == 2);

            assertThat(receiver.received()).isEmpty();
            assertThat(bench.deadLetters()).isEmpty();
            assertThat(bench.health().counts().dropped()).containsEntry(DropReason.UNWANTED, 2L);
        }
    }

    @Test
    void slackIsToldOneMessageASecond() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(Targets.slack(receiver.url("/services/T/B/x")))) {
            bench.publish(Alerts.firing("inc-1"), Alerts.firing("inc-2"));
            bench.until(() -> bench.committedOffset(0) == 1);
            Eventually.pause(Duration.ofMillis(200));
            assertThat(receiver.received()).hasSize(1);

            bench.passes(Duration.ofSeconds(1));
            bench.until(() -> bench.committedOffset(0) == 2);
        }
    }

    @Test
    void anIncidentMayBeAnnouncedFromPendingOn() {
        LeakAlert subsided = Alerts.resolved("inc-1");
        subsided.setPreviousState(IncidentState.PENDING);
        try (Receiver receiver = Receiver.answering(Receiver.ok())) {
            Target eager = new Target(
                    "eager", Channel.WEBHOOK, receiver.url("/"), List.of(), EnumSet.allOf(IncidentState.class));
            try (Bench bench = new Bench(eager)) {
                bench.publish(Alerts.pending("inc-1"), subsided);
                bench.until(() -> bench.committedOffset(0) == 2);
            }
            assertThat(receiver.keys()).containsExactly("inc-1:pending", "inc-1:resolved");
        }
    }

    private static Target webhook(Receiver receiver) {
        return Targets.webhook(receiver.url("/hook"));
    }

    /** What is remembered, with the offset put back: as if the alerts were produced again. */
    private static Map<TopicPartition, OffsetAndMetadata> rewound(Map<TopicPartition, OffsetAndMetadata> committed) {
        return committed.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new OffsetAndMetadata(0, entry.getValue().metadata())));
    }

    private static byte[] bytes(LeakAlert alert) {
        return AvroCodec.of(Topics.LEAK_ALERTS).encode(alert);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
