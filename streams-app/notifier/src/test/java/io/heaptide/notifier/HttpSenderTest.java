package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.notifier.Outcome.Retry;
import io.heaptide.schemas.settings.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpSenderTest {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Secret SECRET = new Secret("signing-key");

    private final HttpSender sender = new HttpSender(Duration.ofSeconds(2), InstantSource.fixed(NOW));

    @Test
    void postsSignedJsonWithAnIdempotencyKey() {
        try (Receiver receiver = Receiver.answering(Receiver.status(204, ""))) {
            assertThat(send(Targets.webhook(receiver.url("/hook?x=1"), SECRET))).isEqualTo(new Accepted());

            Receiver.Received request = receiver.received().get(0);
            assertThat(request.path()).isEqualTo("/hook?x=1");
            assertThat(request.key()).isEqualTo("inc-1:firing");
            assertThat(request.header("Content-type")).isEqualTo("application/json");
            assertThat(WebhookSignature.verify(
                            request.header("Heaptide-signature"),
                            request.body().getBytes(UTF_8),
                            SECRET,
                            NOW,
                            Duration.ZERO))
                    .isTrue();
        }
    }

    @Test
    void speaksSlack() {
        try (Receiver receiver = Receiver.answering(Receiver.ok())) {
            assertThat(send(Targets.slack(receiver.url("/services/T/B/x")))).isEqualTo(new Accepted());

            assertThat(receiver.received().get(0).body()).startsWith("{\"text\":\"🔴 Memory leak");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413})
    void aRefusalIsFinal(int status) {
        try (Receiver receiver = Receiver.answering(Receiver.status(status, "no"))) {
            assertThat(send(Targets.webhook(receiver.url("/")))).isEqualTo(new Rejected("HTTP " + status + ": no"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsRetried(int status) {
        try (Receiver receiver = Receiver.answering(Receiver.status(status, ""))) {
            assertThat(send(Targets.webhook(receiver.url("/"))))
                    .isEqualTo(new Retry("HTTP " + status, Optional.empty()));
        }
    }

    @Test
    void hearsHowLongToWait() {
        try (Receiver receiver = Receiver.answering(Receiver.status(429, "Retry-After", "30"))) {
            assertThat(send(Targets.webhook(receiver.url("/"))))
                    .isEqualTo(new Retry("HTTP 429", Optional.of(Duration.ofSeconds(30))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (Receiver elsewhere = Receiver.answering(Receiver.ok());
                Receiver receiver = Receiver.answering(Receiver.status(
                        status, "Location", elsewhere.url("/metadata").value().toString()))) {
            assertThat(send(Targets.webhook(receiver.url("/")))).isEqualTo(new Rejected("HTTP " + status));
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        Receiver.Answer endless = exchange -> {
            exchange.sendResponseHeaders(400, 0);
            byte[] block = "x".repeat(1 << 16).getBytes(UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 10_000; i++) {
                    out.write(block);
                }
            }
        };
        try (Receiver receiver = Receiver.answering(endless)) {
            Outcome outcome = send(Targets.webhook(receiver.url("/")));

            assertThat(outcome).isInstanceOf(Rejected.class);
            assertThat(((Rejected) outcome).reason())
                    .startsWith("HTTP 400: xxx")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() {
        Receiver.Answer trickling = exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                Eventually.pause(Duration.ofMillis(100));
            }
        };
        try (Receiver receiver = Receiver.answering(trickling)) {
            assertThat(send(Targets.webhook(receiver.url("/")))).isInstanceOf(Retry.class);
        }
    }

    @Test
    void nobodyListeningIsRetried() {
        WebhookUrl nobody = WebhookUrl.parse("http://127.0.0.1:" + Receiver.unusedPort() + "/x");

        assertThat(send(Targets.webhook(nobody))).isInstanceOf(Retry.class);
    }

    @Test
    void aConnectionThatBreaksIsRetried() {
        try (Receiver receiver = Receiver.answering(exchange -> {
            throw new IOException("broken by the test");
        })) {
            assertThat(send(Targets.webhook(receiver.url("/")))).isInstanceOf(Retry.class);
        }
    }

    @Test
    void anInterruptEndsTheAttemptAtOnce() {
        try (Receiver receiver = Receiver.answering(exchange -> Eventually.pause(Duration.ofSeconds(1)))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> send(Targets.webhook(receiver.url("/")))).isInstanceOf(DeliveryInterrupted.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Outcome send(Target target) {
        return sender.send(Alerts.firing("inc-1"), target);
    }
}
