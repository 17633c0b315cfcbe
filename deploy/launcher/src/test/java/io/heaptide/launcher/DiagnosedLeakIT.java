package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A service that nobody instrumented, under a cgroup's limit, beside the real agent, broker, streams-app and database: from its
 * first page to its kill.
 */
@Tag("field")
class DiagnosedLeakIT {

    private static final String SITE = "io.heaptide.demo.OrderCache.put";
    private static final long LIMIT_BYTES = 420L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void aServiceThatNearsItsLimitIsLookedIntoBeforeItIsKilledAndTheAlertNamesTheSite() throws Exception {
        try (Pipeline pipeline = new Pipeline(Map.of("HEAPTIDE_PANE", "10s"));
                LimitedGroup group = LimitedGroup.create("checkout", LIMIT_BYTES);
                Component agent = pipeline.part("node-agent", "io.heaptide.node.NodeAgent", 64, agentSettings());
                Component shop = pipeline.program("checkout", group.enteredBy(shop()), shopSettings())) {
            await("a look into it", () -> count(pipeline, "diagnosis", "captured: %of its limit)") == 1);
            assertThat(reason(pipeline)).startsWith("captured: " + SITE).contains(" by JFR (8");
            assertThat(shop.isAlive()).as("it goes on").isTrue();

            // with the call itself, or in a word of its own where people were called before
            await("the alert that names the site", () -> firing(pipeline).stream()
                    .anyMatch(alert -> !site(alert).isEmpty()));
            assertThat(firing(pipeline)).allSatisfy(alert -> {
                assertThat(alert.path("service").path("name").asText()).isEqualTo("checkout");
                assertThat(site(alert)).matches(site -> site.isEmpty() || site.startsWith(SITE));
            });

            await("its end", () -> count(pipeline, "oom_kill", "%") > 0);
            agent.mustLive();
        }
    }

    /**
     * The kernel ends it long before its heap does. Most of what it allocates is garbage, so that
     * collections come often enough, on a busy machine too, to tell within the window what survives.
     */
    private static List<String> shop() throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-Xmn160m",
                "-XX:+UseSerialGC",
                "-cp",
                jar().toString(),
                "io.heaptide.demo.ShopServer",
                "--name=checkout",
                "--churn-bytes=" + (3 << 20),
                "--receipt-bytes=" + (16 << 10));
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(Components.distribution().resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("heaptide-demo-server"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> shopSettings() {
        return Map.of("OTEL_SERVICE_NAME", "checkout");
    }

    private static Map<String, String> agentSettings() {
        return Map.of(
                "HEAPTIDE_NODE_NAME",
                "field",
                "HEAPTIDE_NODE_INTERVAL",
                "1s",
                "HEAPTIDE_NODE_HEALTH_PORT",
                "0",
                "HEAPTIDE_DIAGNOSIS_WINDOW",
                "15s");
    }

    private static long count(Pipeline pipeline, String type, String reason) {
        Object cell =
                pipeline.cell("SELECT count() FROM lifecycle_events FINAL WHERE service_name = 'checkout' AND type = '"
                        + type + "' AND reason LIKE '" + reason + "'");
        return cell instanceof Number number ? number.longValue() : 0;
    }

    private static String reason(Pipeline pipeline) {
        return String.valueOf(pipeline.cell("SELECT reason FROM lifecycle_events FINAL WHERE service_name = 'checkout'"
                + " AND type = 'diagnosis' AND reason LIKE '%of its limit)'"));
    }

    private static List<JsonNode> firing(Pipeline pipeline) {
        return pipeline.chat.alerts().stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .toList();
    }

    private static String site(JsonNode alert) {
        return alert.path("top_sites").path(0).path("site").asText();
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Waiting.until(condition, PATIENCE)).as(what).isTrue();
    }
}
