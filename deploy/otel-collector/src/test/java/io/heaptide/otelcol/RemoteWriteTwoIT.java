package io.heaptide.otelcol;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.gateway.GatewayConfig;
import io.heaptide.gateway.OtlpGateway;
import io.heaptide.local.LocalKafka;
import io.heaptide.local.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that speaks version 2 of remote write, which Debian's does not yet, scrapes itself and writes to the gateway. */
@Tag("field")
class RemoteWriteTwoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long STOP_SECONDS = 20;

    @TempDir
    private Path folder;

    @Test
    void itsOwnMemoryComesToTheReadings() throws Exception {
        Path program = UpstreamPrograms.obtain().prometheus();
        int port = LoopbackPorts.pick();
        try (LocalKafka kafka = LocalKafka.temporary();
                OtlpGateway gateway = OtlpGateway.start(GatewayConfig.fromEnvironment(Map.of(
                        "HEAPTIDE_KAFKA", kafka.bootstrapServers(),
                        "HEAPTIDE_OTLP_GRPC_PORT", "0",
                        "HEAPTIDE_OTLP_HTTP_PORT", "0")))) {
            Process prometheus = start(program, port, gateway.httpPort());
            try (SampleTopic samples = new SampleTopic(kafka.bootstrapServers())) {
                assertThat(signalsOf("127.0.0.1:" + port, samples))
                        .as("a Go program's: %s", log())
                        .contains("process.memory.usage", "go.memory.used");
                assertThat(log())
                        .doesNotContain("non-recoverable error")
                        .doesNotContain("investigation needed"); // its words where the answer counts less than was sent
            } finally {
                stop(prometheus);
            }
        }
    }

    private Process start(Path program, int port, int gatewayPort) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: prometheus
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                remote_write:
                  - url: http://127.0.0.1:%d/api/v1/write
                    protobuf_message: io.prometheus.write.v2.Request
                    queue_config: {batch_send_deadline: 1s}
                """.formatted(port, gatewayPort));
        return new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
    }

    private static Set<String> signalsOf(String instance, SampleTopic samples) {
        Set<String> signals = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (signals.size() < 2 && System.nanoTime() < deadline) {
            samples.next().stream()
                    .filter(row -> row.instance().equals(instance))
                    .forEach(row -> signals.add(row.signal()));
        }
        return signals;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log.txt"));
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
