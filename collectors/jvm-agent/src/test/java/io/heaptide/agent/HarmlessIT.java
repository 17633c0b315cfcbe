package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever the agent meets, its host does not notice. */
final class HarmlessIT {

    @Test
    void aDeadCollectorChangesNeitherOutputNorExitCode() throws Exception {
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + unusedPort(),
                "OTEL_METRIC_EXPORT_INTERVAL", "200",
                "HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "1s");

        try (HostProcess plain = HostProcess.withoutAgent(QuietProgram.class);
                HostProcess watched = HostProcess.withAgent(QuietProgram.class, environment)) {
            assertThat(watched.exitCode()).isEqualTo(plain.exitCode()).isEqualTo(QuietProgram.EXIT_CODE);
            assertThat(watched.out()).isEqualTo(plain.out()).contains("logs through OwnLogManager");
            assertThat(watched.err()).isEqualTo(plain.err());
        }
    }

    @Test
    void aSettingItCannotMeanIsSaidOnceAndTheHostGoesOn() throws Exception {
        try (HostProcess host =
                HostProcess.withAgent(QuietProgram.class, Map.of("HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "20ms"))) {
            assertThat(host.exitCode()).isEqualTo(QuietProgram.EXIT_CODE);
            assertThat(host.err().lines().filter(line -> line.startsWith("heaptide agent: ")))
                    .singleElement()
                    .asString()
                    .contains("heaptide.agent.allocation.interval must be 0 or at least PT1S, got PT0.02S");
        }
    }

    @Test
    void aRuntimeWithoutFlightRecorderIsMeasuredAllTheSame() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withAgent(
                        QuietProgram.class,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.endpoint(),
                                "OTEL_METRIC_EXPORT_INTERVAL",
                                "500"),
                        "--limit-modules=java.base,java.instrument,java.logging,java.management")) {
            assertThat(host.exitCode()).isEqualTo(QuietProgram.EXIT_CODE);
            assertThat(collector.points("jvm.memory.used")).isNotEmpty();
            assertThat(host.err().lines().filter(line -> line.startsWith("heaptide agent: ")))
                    .singleElement()
                    .asString()
                    .contains("allocation sampling stopped");
        }
    }

    @Test
    void switchedOffItDoesNothing() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withAgent(
                        QuietProgram.class,
                        Map.of(
                                "OTEL_SDK_DISABLED", "true",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                                "OTEL_METRIC_EXPORT_INTERVAL", "200"))) {
            assertThat(host.exitCode()).isEqualTo(QuietProgram.EXIT_CODE);
            assertThat(collector.points("jvm.memory.used")).isEmpty();
            assertThat(collector.events(Lifecycle.EVENT)).isEmpty();
        }
    }

    @Test
    void attachesToAProcessThatAlreadyRuns() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withoutAgent(LeakyProgram.class, "-XX:+EnableDynamicAgentLoading")) {
            host.awaitOutput(LeakyProgram.RUNNING); // a JVM that is still starting has no class loader for an agent
            VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
            machine.loadAgent(
                    HostProcess.agentJar().toString(),
                    "otel.service.name=attached;otel.metric.export.interval=500;otel.exporter.otlp.endpoint="
                            + collector.endpoint());
            machine.detach();

            collector.await(
                    Duration.ofSeconds(30),
                    () -> !collector.points("jvm.memory.used").isEmpty());

            assertThat(collector.resource()).containsEntry("service.name", "attached");
            assertThat(host.err()).isEmpty();
        }
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
