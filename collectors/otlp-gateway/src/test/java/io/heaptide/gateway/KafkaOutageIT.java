package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One broker of their own for all tests: each leaves it alive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaOutageIT {

    private final LocalKafka kafka = LocalKafka.temporary();
    private OtlpGateway gateway;

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startGateway() throws InterruptedException {
        gateway = OtlpGateway.start(Configs.forKafka(kafka.bootstrapServers()));
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    @Test
    void whileTheBrokerIsDeadSendersAreAskedToComeBackAndHealthTellsWhatWasNotPublished() throws Exception {
        HttpSender sender = new HttpSender(gateway.httpPort());
        assertThat(sender.send("one", 1).status()).isEqualTo(200);

        kafka.kill();
        assertThat(sender.send("one", 2, 3).status()).isEqualTo(503);
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains("\"acknowledgedReadings\":1", "\"notPublishedReadings\":2", "\"healthy\":false");
        assertThat(get("/metrics").body())
                .containsPattern("heaptide_publish_readings_total\\{outcome=\"(timed_out|kafka_failed)\"} 2\\.0");

        kafka.restart();
        assertThat(untilAccepted(sender, 2)).isEqualTo(200);
        assertThat(bytes("one")).contains(1L, 2L);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheBrokerDiesUnderLoad() {
        AtomicBoolean enough = new AtomicBoolean();
        List<AtLeastOnce> promises = List.of(new AtLeastOnce("load-0"), new AtLeastOnce("load-1"));
        List<CompletableFuture<Void>> senders = promises.stream()
                .map(promise -> CompletableFuture.runAsync(() -> sendUntil(enough, promise)))
                .toList();

        untilEach(promises, promise -> promise.acknowledged.size() > 10);
        kafka.kill();
        untilEach(promises, promise -> promise.retries.get() > 1);
        kafka.restart();
        untilEach(promises, promise -> promise.acknowledgedAfterRetries.get() > 10);
        enough.set(true);

        senders.forEach(CompletableFuture::join);
        promises.forEach(promise -> promise.isKeptBy(bytes(promise.instance)));
    }

    private static void untilEach(List<AtLeastOnce> promises, Predicate<AtLeastOnce> condition) {
        OtlpExportContract.await(() -> promises.stream().allMatch(condition));
    }

    /** Watches one sender: whatever was answered with success must be in the topic, however often. */
    private static final class AtLeastOnce {

        private final String instance;
        private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
        private final AtomicInteger acknowledgedAfterRetries = new AtomicInteger();
        private final AtomicInteger retries = new AtomicInteger();

        AtLeastOnce(String instance) {
            this.instance = instance;
        }

        void answered(long value, int status) {
            if (status == 200) {
                acknowledged.add(value);
                if (retries.get() > 0) {
                    acknowledgedAfterRetries.incrementAndGet();
                }
            } else {
                assertThat(status).isEqualTo(503);
                retries.incrementAndGet();
            }
        }

        void isKeptBy(List<Long> stored) {
            assertThat(acknowledged).hasSizeGreaterThan(20);
            assertThat(stored).containsAll(acknowledged);
        }
    }

    private void sendUntil(AtomicBoolean enough, AtLeastOnce promise) {
        HttpSender sender = new HttpSender(gateway.httpPort());
        for (long value = 1; !enough.get() && value < 100_000; value++) {
            promise.answered(
                    value, sender.send(promise.instance, (double) value).status());
        }
    }

    private static int untilAccepted(HttpSender sender, double value) {
        int status = 503;
        for (int attempt = 0; attempt < 15 && status == 503; attempt++) {
            status = sender.send("one", value).status();
        }
        return status;
    }

    private List<Long> bytes(String instance) {
        return new TopicReader(kafka.bootstrapServers())
                .readings(instance).stream().map(Reading::bytes).toList();
    }
}
