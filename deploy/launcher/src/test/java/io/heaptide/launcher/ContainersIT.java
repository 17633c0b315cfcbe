package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.local.LocalKafka;
import io.heaptide.local.LoopbackPorts;
import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryRunner;
import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heaptide's own parts in containers of one image; the broker, ClickHouse, the chat and the leaking service are outside. */
@Tag("containers") // needs Docker and the image: the profile of that name runs it
class ContainersIT {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int STEPS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long STOPPED = 0;
    private static final long ENDED_BY_SIGTERM = 143;
    private static final long MIB = 1L << 20;

    private final int grpcPort = LoopbackPorts.pick();
    private final int httpPort = LoopbackPorts.pick();
    private final int healthPort = LoopbackPorts.pick();

    @Test
    void aLeakIsScoredStoredAndToldByContainersThatStopWhenAsked() {
        try (WebhookReceiver chat = WebhookReceiver.start();
                LocalKafka kafka = LocalKafka.temporary();
                LocalClickHouse clickHouse = LocalClickHouse.temporary();
                ContainerPart gateway = gateway(kafka);
                ContainerPart app = streamsApp(kafka, clickHouse, chat);
                QueryRunner questions = questions(clickHouse)) {
            reportLeak();

            await("the alert", app, () -> !firing(chat).isEmpty());
            await("the score", app, () -> leakingScores(questions) > 0);
            assertThat(firing(chat).get(0).at("/service/name").asText()).isEqualTo("leaky");
            assertThat(gateway.stop(GRACE)).as("gateway").isIn(STOPPED, ENDED_BY_SIGTERM);
            assertThat(app.stop(GRACE)).as("streams-app").isIn(STOPPED, ENDED_BY_SIGTERM);
        }
    }

    private void reportLeak() {
        Instant start = Instant.now().minus(STEP.multipliedBy(STEPS)).truncatedTo(ChronoUnit.SECONDS);
        try (SdkService leaky = SdkService.overGrpc("leaky", grpcPort, start, leaking())) {
            for (int step = 0; step < STEPS; step++) {
                Instant at = start.plus(STEP.multipliedBy(step));
                assertThat(leaky.report(at)).as("acknowledged at %s", at).isTrue();
            }
        }
    }

    private ContainerPart gateway(LocalKafka kafka) {
        Map<String, String> settings = Map.of(
                "HEAPTIDE_KAFKA", kafka.bootstrapServers(),
                "HEAPTIDE_OTLP_GRPC_PORT", Integer.toString(grpcPort),
                "HEAPTIDE_OTLP_HTTP_PORT", Integer.toString(httpPort));
        return ContainerPart.start("io.heaptide.gateway.OtlpGateway", 384, settings, health(httpPort));
    }

    private ContainerPart streamsApp(LocalKafka kafka, LocalClickHouse clickHouse, WebhookReceiver chat) {
        Map<String, String> settings = Map.of(
                "HEAPTIDE_KAFKA", kafka.bootstrapServers(),
                "HEAPTIDE_CLICKHOUSE_URL", clickHouse.httpUrl(),
                "HEAPTIDE_CLICKHOUSE_USER", clickHouse.user(),
                "HEAPTIDE_CLICKHOUSE_PASSWORD", clickHouse.password(),
                "HEAPTIDE_WEBHOOK_URL", "it=" + chat.address(),
                "HEAPTIDE_HEALTH_PORT", Integer.toString(healthPort),
                "HEAPTIDE_PANE", "5s",
                "HEAPTIDE_COMMIT_INTERVAL", "500ms");
        return ContainerPart.start("io.heaptide.app.StreamsApp", 1024, settings, health(healthPort));
    }

    private static URI health(int port) {
        return URI.create("http://127.0.0.1:" + port + "/health");
    }

    private static QueryRunner questions(LocalClickHouse clickHouse) {
        return StackQuestions.open(new ClickHouseAccess(
                URI.create(clickHouse.httpUrl()),
                clickHouse.readOnlyUser(),
                new Secret(clickHouse.readOnlyPassword())));
    }

    /** From 100 MiB to 300 MiB in ten minutes, with a little noise: with no limit known, a young service must double. */
    private static ToLongFunction<Duration> leaking() {
        Random noise = new Random(7);
        return age -> 100 * MIB + age.toSeconds() * MIB / 3 + noise.nextLong(MIB);
    }

    private static List<JsonNode> firing(WebhookReceiver chat) {
        return chat.alerts().stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .toList();
    }

    private static long leakingScores(QueryRunner questions) {
        try {
            Object count = questions
                    .sql("SELECT count() FROM leak_scores FINAL WHERE service_name = 'leaky' AND verdict = 'leaking'")
                    .rows()
                    .get(0)
                    .get(0);
            return count instanceof Number number ? number.longValue() : 0;
        } catch (QueryFailed notYet) {
            return 0;
        }
    }

    private static void await(String what, ContainerPart app, BooleanSupplier condition) {
        assertThat(Waiting.until(condition, PATIENCE))
                .as(() -> what + "; the streams-app says:\n" + app.log())
                .isTrue();
    }
}
