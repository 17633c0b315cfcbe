package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agent on the real kernel and a real broker. */
class NodeAgentIT {

    private static final long MIB = 1 << 20;
    private static final String HOG = "import time; time.sleep(4); x = bytearray(96 << 20)";
    private static final String IDLE = "import time; x = bytearray(24 << 20); time.sleep(300)";

    private static Map<String, String> environment(LocalKafka kafka) {
        return Map.of(
                "HEAPTIDE_KAFKA",
                kafka.bootstrapServers(),
                "HEAPTIDE_NODE_NAME",
                "it",
                "HEAPTIDE_NODE_HEALTH_PORT",
                "0");
    }

    private static HttpResponse<String> health(NodeAgent agent) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.healthPort() + "/health"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aShortLifeIsToldFromItsStartToItsKillAndItsNeighbourGoesOn() throws Exception {
        try (TestGroup idle = TestGroup.create("idle").limit(128 * MIB);
                TestGroup hog = TestGroup.create("hog").limit(64 * MIB);
                LocalKafka kafka = LocalKafka.temporary();
                Published published = new Published(kafka.bootstrapServers());
                NodeAgent agent = new NodeAgent(
                        NodeConfig.fromEnvironment(environment(kafka), "unused"), List.of(), InstantSource.system())) {
            agent.start();
            idle.run(Map.of("OTEL_SERVICE_NAME", "it-idle"), "python3", "-c", IDLE);
            Process hungry = hog.run(
                    Map.of("OTEL_SERVICE_NAME", "it-hog", "OTEL_RESOURCE_ATTRIBUTES", "service.version=2"),
                    "python3",
                    "-c",
                    HOG);

            published.await("the kill", () -> published.has("it-hog", LifecycleType.OOM_KILL));
            published.await("the end", () -> published.has("it-hog", LifecycleType.STOP));
            published.await(
                    "several readings",
                    () -> published.readings("it-idle", "container.memory.rss").size() >= 3);

            assertThat(hungry.isAlive()).isFalse();
            assertThat(published.types("it-hog"))
                    .containsExactly(LifecycleType.START, LifecycleType.OOM_KILL, LifecycleType.STOP);
            assertThat(published.killLimit("it-hog")).isEqualTo(64 * MIB);
            assertThat(published.readings("it-hog", "container.memory.rss")).isNotEmpty();
            assertThat(published.readings("it-hog", "container.memory.limit")).contains(64 * MIB);
            assertThat(published.readings("it-idle", "container.memory.rss"))
                    .last()
                    .satisfies(bytes -> assertThat(bytes).isBetween(24 * MIB, 60 * MIB));
            assertThat(published.readings("it-idle", "process.memory.usage"))
                    .last()
                    .satisfies(bytes -> assertThat(bytes).isBetween(24 * MIB, 80 * MIB));
            assertThat(published.readings("it-idle", "process.memory.pss")).isNotEmpty();
            InstanceRef instance = published.instance("it-hog");
            assertThat(instance.getServiceVersion()).isEqualTo("2");
            assertThat(instance.getNode()).isEqualTo("it");
            assertThat(instance.getServiceInstanceId()).isEqualTo("it:" + hog.path);
            assertThat(health(agent).statusCode()).isEqualTo(200);
            assertThat(health(agent).body()).contains("\"droppedReadings\":0");
        }
    }
}
