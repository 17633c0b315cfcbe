package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.heaptide.agent.outbox.Outboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever the agent meets, its host does not notice. */
final class HarmlessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void aPartThatFailsDetachesAndIsTold() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withAgent(
                        QuietProgram.class,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                                "OTEL_METRIC_EXPORT_INTERVAL", "500",
                                "HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "1s"),
                        "-Djava.io.tmpdir=/proc/nowhere")) {
            assertThat(host.exitCode()).isEqualTo(QuietProgram.EXIT_CODE);
            assertThat(host.err().lines().filter(line -> line.startsWith("heaptide agent: ")))
                    .singleElement()
                    .asString()
                    .contains("allocation sampling stopped");
            assertThat(lastOf(collector, AgentHealth.RUNNING))
                    .containsEntry(AgentHealth.MEASURING, 1L)
                    .containsEntry(AgentHealth.ALLOCATION_SAMPLING, 0L);
        }
    }

    @Test
    void whatWasMeasuredWithoutACollectorArrivesLater() throws Exception {
        int port = unusedPort();
        try (HostProcess host = withoutCollector(port, 1_000)) {
            long end = outage(host);
            try (OtlpReceiver collector = OtlpReceiver.start(port)) {
                collector.await(
                        PATIENCE,
                        () -> !collector.points("jvm.memory.used").isEmpty()
                                && !collector.events(Lifecycle.EVENT).isEmpty());

                assertThat(collector.points("jvm.memory.used"))
                        .extracting(point -> TimeUnit.NANOSECONDS.toMillis(point.getTimeUnixNano()))
                        .as("readings of the outage")
                        .anyMatch(millis -> millis < end);
                assertThat(collector.events(Lifecycle.EVENT)).as("the start").hasSize(1);
            }
            assertThat(host.err()).isEmpty();
        }
    }

    @Test
    void whatDidNotFitIsCountedAndTold() throws Exception {
        int port = unusedPort();
        try (HostProcess host = withoutCollector(port, 5)) {
            outage(host);
            try (OtlpReceiver collector = OtlpReceiver.start(port)) {
                collector.await(
                        PATIENCE, () -> lastOf(collector, Outboxes.DROPPED).getOrDefault("metrics", 0L) > 0);

                assertThat(lastOf(collector, Outboxes.DROPPED))
                        .containsEntry("logs", 0L)
                        .hasEntrySatisfying(
                                "metrics", dropped -> assertThat(dropped).isPositive());
                assertThat(lastOf(collector, Outboxes.WAITING))
                        .hasEntrySatisfying(
                                "metrics", waiting -> assertThat(waiting).isBetween(0L, 5L));
            }
            assertThat(host.err()).isEmpty();
        }
    }

    private static HostProcess withoutCollector(int port, int batches) throws Exception {
        return HostProcess.withAgent(
                LeakyProgram.class,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + port,
                        "OTEL_METRIC_EXPORT_INTERVAL",
                        "100",
                        "HEAPTIDE_AGENT_BUFFER_BATCHES",
                        Integer.toString(batches),
                        "HEAPTIDE_AGENT_ALLOCATION_INTERVAL",
                        "0"));
    }

    /** Ten exports and more that nobody takes; tells when it ended. */
    private static long outage(HostProcess host) throws Exception {
        host.awaitOutput(LeakyProgram.RUNNING);
        TimeUnit.SECONDS.sleep(5);
        return System.currentTimeMillis();
    }

    @Test
    void attachesToAProcessThatAlreadyRunsAndOnlyOnce() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withoutAgent(LeakyProgram.class, "-XX:+EnableDynamicAgentLoading")) {
            host.awaitOutput(LeakyProgram.RUNNING); // a JVM that is still starting has no class loader for an agent
            VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
            for (String name : List.of("attached", "attached-again")) {
                machine.loadAgent(
                        HostProcess.agentJar().toString(),
                        "otel.service.name=" + name + ";otel.metric.export.interval=500;otel.exporter.otlp.endpoint="
                                + collector.endpoint());
            }
            collector.await(
                    PATIENCE,
                    () -> !collector.points("jvm.memory.used").isEmpty()
                            && !collector.events(Lifecycle.EVENT).isEmpty());

            assertThat(machine.getSystemProperties()).containsEntry(AgentState.PROPERTY, "running");
            machine.detach();
            assertThat(collector.resource()).containsEntry("service.name", "attached");
            assertThat(collector.events(Lifecycle.EVENT)).hasSize(1);
            assertThat(host.err()).isEmpty();
        }
    }

    @Test
    void mayBeAttachedAgainAfterASettingItCouldNotMean() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                HostProcess host = HostProcess.withoutAgent(LeakyProgram.class, "-XX:+EnableDynamicAgentLoading")) {
            host.awaitOutput(LeakyProgram.RUNNING);
            VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
            machine.loadAgent(HostProcess.agentJar().toString(), "heaptide.agent.buffer.batches=0");
            collector.await(PATIENCE, () -> state(machine).startsWith("failed"));
            assertThat(state(machine)).contains("heaptide.agent.buffer.batches must be in [1, 1000], got 0");

            machine.loadAgent(
                    HostProcess.agentJar().toString(),
                    "otel.metric.export.interval=500;otel.exporter.otlp.endpoint=" + collector.endpoint());
            collector.await(PATIENCE, () -> !collector.points("jvm.memory.used").isEmpty());

            assertThat(collector.points("jvm.memory.used")).isNotEmpty();
            assertThat(state(machine)).isEqualTo("running");
            machine.detach();
        }
    }

    private static String state(VirtualMachine machine) {
        try {
            return machine.getSystemProperties().getProperty(AgentState.PROPERTY, "");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The latest value of each kind of a metric that has one attribute. */
    private static Map<String, Long> lastOf(OtlpReceiver collector, String metric) {
        Map<String, Long> last = new HashMap<>();
        collector
                .points(metric)
                .forEach(point -> last.put(
                        OtlpReceiver.texts(point.getAttributesList())
                                .values()
                                .iterator()
                                .next(),
                        point.getAsInt()));
        return last;
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
