package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the alert topic of a real broker to a real HTTP receiver. */
@Timeout(180)
class NotifierIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static AlertTopic topic;

    /** Every test has names of its own: a new target is told the alerts of the other tests too. */
    private final String test = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void startKafka() throws ExecutionException, InterruptedException {
        topic = new AlertTopic();
    }

    @AfterAll
    static void stopKafka() {
        topic.close();
    }

    @Test
    void anAlertReachesTheReceiverOnceAndPendingNever() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Notifier notifier = notifier("a=" + receiver.url("/x").value())) {
            notifier.start();
            RecordMetadata last = topic.publish(
                    Alerts.pending(id(1)), Alerts.firing(id(1)), Alerts.firing(id(1)), Alerts.firing(id(2)));
            until(() -> topic.hasCommitted(group("a"), last));

            assertThat(ours(receiver)).containsExactly(id(1) + ":firing", id(2) + ":firing");
            assertThat(notifier.health().isHealthy()).isTrue();
        }
    }

    @Test
    void aKilledNotifierDoesNotPostAgain() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.ok())) {
            String url = "k=" + receiver.url("/x").value();
            try (NotifierProcess first = NotifierProcess.start(environment(url))) {
                RecordMetadata fired = topic.publish(Alerts.firing(id(1)));
                until(() -> topic.hasCommitted(group("k"), fired));
                first.kill();
            }
            RecordMetadata last = topic.publish(Alerts.firing(id(1)), Alerts.resolved(id(1)));
            runUntil(() -> topic.hasCommitted(group("k"), last), url);

            assertThat(ours(receiver)).containsExactly(id(1) + ":firing", id(1) + ":resolved");
        }
    }

    @Test
    void aKillBeforeTheCommitRepeatsTheMessageWithTheSameKeyAndLosesNothing() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        Receiver.Answer slowAtFirst = exchange -> {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (key.startsWith(test)) {
                awaitQuietly(killed);
            }
            Receiver.ok().send(exchange);
        };
        try (Receiver receiver = Receiver.answering(slowAtFirst)) {
            String url = "w=" + receiver.url("/x").value();
            RecordMetadata fired = topic.publish(Alerts.firing(id(1)));
            try (NotifierProcess first = NotifierProcess.start(environment(url))) {
                until(() -> !ours(receiver).isEmpty());
                first.kill();
                killed.countDown();
            }
            runUntil(() -> topic.hasCommitted(group("w"), fired), url);

            assertThat(ours(receiver)).containsExactly(id(1) + ":firing", id(1) + ":firing");
        }
    }

    @Test
    void aTargetThatIsDownDelaysNoOtherAndIsToldWhenItIsBack() throws Exception {
        int port = Receiver.unusedPort();
        try (Receiver up = Receiver.answering(Receiver.ok());
                Notifier notifier = notifier("up=" + up.url("/x").value() + ",down=http://127.0.0.1:" + port + "/x")) {
            notifier.start();
            topic.publish(Alerts.firing(id(1)), Alerts.firing(id(2)));
            until(() -> state(notifier, "down") == TargetHealth.State.RETRYING);
            until(() -> ours(up).size() == 2);

            try (Receiver back = Receiver.at(port, Receiver.ok())) {
                until(() -> ours(back).size() == 2);
                assertThat(ours(back)).containsExactly(id(1) + ":firing", id(2) + ":firing");
            }
            assertThat(ours(up)).containsExactly(id(1) + ":firing", id(2) + ":firing");
        }
    }

    @Test
    void replicasShareTheAlertsAndAHandoverRepeatsNone() throws Exception {
        int each = AlertTopic.PARTITIONS;
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Notifier second = notifier("r=" + receiver.url("/x").value())) {
            try (Notifier first = notifier("r=" + receiver.url("/x").value())) {
                first.start();
                topic.publishToEveryPartition(id(1));
                until(() -> ours(receiver).size() >= each);
                second.start();
                until(() -> topic.members(group("r")) == 2);
                topic.publishToEveryPartition(id(2));
                until(() -> ours(receiver).size() >= 2 * each);
            }
            topic.publishToEveryPartition(id(3));
            until(() -> ours(receiver).size() >= 3 * each);

            assertThat(ours(receiver)).hasSize(3 * each).doesNotHaveDuplicates();
        }
    }

    @Test
    void onlyCommittedTransactionsAreTold() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Notifier notifier = notifier("t=" + receiver.url("/x").value())) {
            notifier.start();
            topic.publishInTransactions(Alerts.firing(id(1)), Alerts.firing(id(2)));
            until(() -> !ours(receiver).isEmpty());

            assertThat(ours(receiver)).containsExactly(id(2) + ":firing");
        }
    }

    @Test
    void aNewTargetIsNotToldOldNews() throws Exception {
        topic.publish(InstantSource.system().instant().minus(Duration.ofDays(2)), Alerts.firing(id(1)));
        topic.publish(Alerts.firing(id(2)));
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Notifier notifier = notifier("n=" + receiver.url("/x").value())) {
            notifier.start();
            until(() -> !ours(receiver).isEmpty());

            assertThat(ours(receiver)).containsExactly(id(2) + ":firing");
        }
    }

    @Test
    void aKillOfTheBrokerLosesAndRepeatsNothing() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Notifier notifier = notifier("b=" + receiver.url("/x").value())) {
            notifier.start();
            topic.publish(Alerts.firing(id(1)));
            until(() -> ours(receiver).size() == 1);
            topic.killAndRestart();
            topic.publish(Alerts.resolved(id(1)));
            until(() -> ours(receiver).size() == 2);

            assertThat(ours(receiver)).containsExactly(id(1) + ":firing", id(1) + ":resolved");
        }
    }

    private void runUntil(BooleanSupplier condition, String urls) {
        NotifierProcess process = NotifierProcess.start(environment(urls));
        try {
            until(condition);
        } finally {
            process.close();
        }
    }

    private Notifier notifier(String urls) {
        return new Notifier(NotifierConfig.fromEnvironment(environment(urls)), InstantSource.system());
    }

    private Map<String, String> environment(String urls) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HEAPTIDE_KAFKA", topic.bootstrapServers());
        environment.put("HEAPTIDE_WEBHOOK_URL", test + urls.replace(",", "," + test));
        return environment;
    }

    private String id(int incident) {
        return test + "-" + incident;
    }

    private String group(String name) {
        return "heaptide-notifier-webhook-" + test + name;
    }

    private List<String> ours(Receiver receiver) {
        return receiver.keys().stream().filter(key -> key.startsWith(test)).toList();
    }

    private TargetHealth.State state(Notifier notifier, String name) {
        return notifier.health().targets().stream()
                .filter(target -> target.target().equals("webhook-" + test + name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static void until(BooleanSupplier condition) {
        Eventually.until(PATIENCE, condition, () -> "not yet");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
