package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends a secret through every way in which a delivery can fail, and looks for it in all that is written. */
@Timeout(60)
class SecretsTest {

    private static final String TOKEN = "s3cr3t-t0ken";
    private static final String QUERY = "s3cr3t-query";
    private static final Secret KEY = new Secret("s3cr3t-signing-key");
    private static final String MARK = "s3cr3t";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeEach
    void record() {
        PrintStream recorder = new PrintStream(written, true, UTF_8);
        System.setOut(recorder);
        System.setErr(recorder);
    }

    @AfterEach
    void stop() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void typesDoNotPrint() {
        WebhookUrl url = WebhookUrl.parse("https://hooks.example:8443/" + TOKEN + "?key=" + QUERY);
        Target target = Targets.webhook(url, KEY);
        ChatRequest request = new GenericJson().request(Alerts.firing("inc-1"), target, Alerts.FIRED);
        NotifierConfig config = new NotifierConfig("k:1", List.of(target), RetryPolicy.DEFAULT, Duration.ofSeconds(1));

        assertThat(url).hasToString("https://hooks.example:8443/<redacted>");
        assertThat(KEY).hasToString("<redacted>");
        assertThat(List.of(target, request, config).toString()).doesNotContain(MARK);
    }

    @Test
    void aTargetThatEchoesWhatItWasSentGivesNothingAway() {
        Receiver.Answer echo = exchange -> {
            String all = exchange.getRequestURI() + " " + KEY.value() + " invalid token " + TOKEN;
            Receiver.status(400, all).send(exchange);
        };
        try (Receiver receiver = Receiver.answering(echo);
                Bench bench = new Bench(target(receiver))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.committedOffset(0) == 1);

            assertThat(bench.deadLetters().get(0).getDetail())
                    .isEqualTo("webhook-test: HTTP 400: <redacted>?<redacted> <redacted> invalid token <redacted>");
            assertNothingWritten(bench);
        }
    }

    @Test
    void everyFailureOfTheNetworkOrTheTargetIsWrittenWithoutSecrets() {
        List<Receiver.Answer> failures = List.of(
                Receiver.status(500, "cannot serve /services/" + TOKEN),
                Receiver.status(302, "Location", "http://elsewhere/" + TOKEN),
                Receiver.status(429, "Retry-After", TOKEN),
                exchange -> {
                    throw new IOException("broken by the test");
                },
                exchange -> exchange.sendResponseHeaders(204, -1));
        for (Receiver.Answer failure : failures) {
            try (Receiver receiver = Receiver.answering(failure);
                    Bench bench = new Bench(target(receiver))) {
                bench.publish(Alerts.firing("inc-1"));
                bench.until(() -> !receiver.received().isEmpty()
                        && !written.toString(UTF_8).isEmpty());
                assertNothingWritten(bench);
            }
        }
    }

    @Test
    void aTargetThatIsUnreachableIsNamedWithoutItsPath() {
        WebhookUrl nobody = WebhookUrl.parse("http://127.0.0.1:" + Receiver.unusedPort() + "/" + TOKEN);
        try (Bench bench = new Bench(Targets.webhook(nobody, KEY))) {
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.health().counts().retries() > 0);
            assertNothingWritten(bench);
        }
    }

    @Test
    void aBrokenTlsHandshakeIsNamedWithoutThePath() {
        HttpSender sender = new HttpSender(Duration.ofSeconds(1), InstantSource.system());
        try (Receiver plain = Receiver.answering(Receiver.ok())) {
            String url = "https://127.0.0.1:" + plain.port() + "/" + TOKEN + "?k=" + QUERY;

            assertThat(sender.send(Alerts.firing("inc-1"), Targets.webhook(WebhookUrl.parse(url), KEY)))
                    .isInstanceOf(Outcome.Retry.class)
                    .asString()
                    .doesNotContain(MARK);
        }
    }

    @Test
    void aFaultOfOursIsLoggedWithoutSecrets() {
        try (Receiver receiver = Receiver.answering(Receiver.ok());
                Bench bench = new Bench(target(receiver))) {
            bench.commitsFailWith(Optional.of(new KafkaException("cannot store /services/" + TOKEN)));
            bench.publish(Alerts.firing("inc-1"));
            bench.until(() -> bench.health().state() == TargetHealth.State.FAILED);

            assertThat(bench.health().detail()).isEqualTo("KafkaException: cannot store <redacted>");
            assertNothingWritten(bench);
        }
    }

    @Test
    void startingAndStoppingNamesTargetsOnly() {
        NotifierConfig config = NotifierConfig.fromEnvironment(Map.of(
                "HEAPTIDE_KAFKA",
                "127.0.0.1:1",
                "HEAPTIDE_WEBHOOK_URL",
                "https://hooks.example/" + TOKEN,
                "HEAPTIDE_WEBHOOK_SECRET",
                KEY.value()));
        try (Notifier notifier = new Notifier(config, InstantSource.system())) {
            notifier.start();
            assertThat(notifier.health().isHealthy()).isTrue();
            assertThat(notifier.health().toString()).doesNotContain(MARK);
        }
        assertThat(written.toString(UTF_8))
                .contains("https://hooks.example/<redacted>")
                .doesNotContain(MARK);
    }

    /** All that a throwable would print. */
    static String printed(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Target target(Receiver receiver) {
        return Targets.webhook(receiver.url("/services/" + TOKEN + "?key=" + QUERY), KEY);
    }

    private void assertNothingWritten(Bench bench) {
        assertThat(written.toString(UTF_8)).contains("webhook-test").doesNotContain(MARK);
        assertThat(bench.health().toString()).doesNotContain(MARK);
        assertThat(bench.deadLetters().toString()).doesNotContain(MARK);
    }
}
