package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself (Debian's {@code prometheus}) scrapes itself and the gateway, and writes to the gateway. */
@ExtendWith(SharedKafka.class)
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void itsOwnMemoryAndTheGatewaysComeThroughRemoteWriteToKafka(LocalKafka kafka) throws Exception {
        String program = Machine.program("prometheus");
        int port = freePort();
        try (OtlpGateway gateway = OtlpGateway.start(Configs.forKafka(kafka.bootstrapServers()))) {
            Process prometheus = start(program, port, gateway.httpPort());
            try {
                TopicReader topics = new TopicReader(kafka.bootstrapServers());

                assertThat(untilThere(topics, "127.0.0.1:" + port))
                        .as("Prometheus, a Go program: %s", log())
                        .contains("process.memory.usage", "go.memory.used");
                assertThat(untilThere(topics, "127.0.0.1:" + gateway.httpPort()))
                        .as("the gateway, a JVM: %s", log())
                        .contains("jvm.memory.used");
                assertThat(log()).doesNotContain("non-recoverable error");
            } finally {
                stop(prometheus);
            }
        }
    }

    private Process start(String program, int port, int gatewayPort) throws IOException {
        Path config =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: prometheus
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                  - job_name: gateway
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                remote_write:
                  - url: http://127.0.0.1:%d/api/v1/write
                    queue_config: {batch_send_deadline: 1s}
                """.formatted(port, gatewayPort, gatewayPort));
        return new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
    }

    /** The signals of one instance, once there are some. */
    private static List<String> untilThere(TopicReader topics, String instance) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> signals = List.of();
        while (signals.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(500);
            signals = topics.readings(instance).stream()
                    .map(Reading::signal)
                    .distinct()
                    .collect(Collectors.toList());
        }
        return signals;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log.txt"));
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
