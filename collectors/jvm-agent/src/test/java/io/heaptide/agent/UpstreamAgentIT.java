package io.heaptide.agent;

import static io.heaptide.agent.OtlpReceiver.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.agent.process.ProcessMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One life of a leaking web server with the real OpenTelemetry Java agent and our extension inside it. */
@Tag("field")
final class UpstreamAgentIT {

    private static final String LEAK = "io.heaptide.agent.ProbedProgram.keep";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MIB = 1 << 20;

    private static OtlpReceiver collector;
    private static HostProcess host;

    @BeforeAll
    static void liveOneLife() throws Exception {
        Path upstream = Path.of(System.getProperty("upstream.agent.jar"));
        assertThat(Files.isReadable(upstream)).as("%s exists", upstream).isTrue();
        collector = OtlpReceiver.start();
        host = HostProcess.withoutAgent(
                ProbedProgram.class,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                        "OTEL_SERVICE_NAME", "shop",
                        "OTEL_TRACES_EXPORTER", "none",
                        "OTEL_METRIC_EXPORT_INTERVAL", "500",
                        "OTEL_INSTRUMENTATION_HTTP_SERVER_EMIT_EXPERIMENTAL_TELEMETRY", "true",
                        "HEAPTIDE_AGENT_NATIVE_DELAY", "0",
                        "HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "3s"),
                "-javaagent:" + upstream,
                "-Dotel.javaagent.extensions=" + System.getProperty("agent.extension.jar"),
                "-XX:NativeMemoryTracking=summary");
        collector.await(
                PATIENCE,
                () -> collector.events(AllocationEvent.EVENT).size() >= 4
                        && !collector.points("jvm.native_memory.committed").isEmpty());
        host.finish();
        assertThat(host.exitCode()).isZero();
        collector.await(PATIENCE, () -> collector.events(Lifecycle.EVENT).size() >= 2);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        collector.close();
    }

    @Test
    void theSignalsOfBothArriveThroughTheAgentsOwnExporter() {
        assertThat(collector.points(ProcessMemory.USAGE)).isNotEmpty().allSatisfy(point -> assertThat(point.getAsInt())
                .isBetween(20 * MIB, 2048 * MIB));
        assertThat(collector.points("jvm.native_memory.committed")).isNotEmpty();
        List<Long> old = collector.inPool("jvm.memory.used_after_last_gc", ".*Old Gen|Tenured Gen");
        assertThat(old.get(old.size() - 1) - old.get(0)).isGreaterThan(MIB);
        assertThat(collector.points("jvm.buffer.memory.used"))
                .as("buffers, which that agent leaves out unless asked")
                .isNotEmpty();
        assertThat(collector.points(AgentHealth.RUNNING)).isNotEmpty().allSatisfy(point -> assertThat(point.getAsInt())
                .isEqualTo(1));
    }

    @Test
    void nothingIsMeasuredTwice() {
        assertThat(collector.scopesOf("jvm.memory.used")).containsExactly("io.opentelemetry.runtime-telemetry");
        assertThat(collector.scopesOf(ProcessMemory.USAGE)).containsExactly(AgentLife.SCOPE);
    }

    @Test
    void theLeakingMethodIsBlamed() {
        List<SentSummary> summaries = collector.summaries();
        SentSummary.Site leak = summaries.get(summaries.size() - 1).largestLive();

        assertThat(leak.name()).isEqualTo(LEAK);
        assertThat(leak.type()).isEqualTo("byte[]");
    }

    @Test
    void theInstanceIsNamedAsOursIs() {
        assertThat(collector.resource())
                .containsEntry("service.name", "shop")
                .containsEntry("process.pid", Long.toString(host.pid()))
                .containsKeys("service.instance.id", "process.creation.time");
    }

    @Test
    void loadIsToldByTheAgentItself() {
        assertThat(collector.points("http.server.active_requests")).isNotEmpty().allSatisfy(point -> assertThat(
                        texts(point.getAttributesList()))
                .containsKey("http.request.method"));
    }

    @Test
    void birthAndDeathAreTold() {
        assertThat(collector.events(Lifecycle.EVENT))
                .extracting(event -> Fields.of(event.getBody()).text("type"))
                .startsWith("start");
    }
}
