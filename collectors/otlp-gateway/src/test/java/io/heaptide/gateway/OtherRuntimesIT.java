package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenTelemetry SDKs of other runtimes, installed from their registries at the versions that stand beside them. */
@Tag("field")
class OtherRuntimesIT {

    private static final Duration INSTALLING = Duration.ofMinutes(5);
    private static final Duration EXPORTING = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private final InMemorySink sink = new InMemorySink();
    private final OtlpGateway gateway =
            new OtlpGateway(Configs.config("unused:1", 0, 256, 1 << 20), sink, InstantSource.system());

    @BeforeEach
    void start() {
        gateway.listen();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void nodeJs() throws Exception {
        String node = Machine.program("node");
        Machine.copy("node", folder, "package.json", "export.js");
        run(INSTALLING, Machine.program("npm"), "install", "--no-audit", "--no-fund", "--no-package-lock");

        for (String protocol : new String[] {"grpc", "http/json", "http/protobuf"}) {
            run(EXPORTING, node, "export.js", protocol, endpoint(protocol), "node-" + protocol);

            assertThat(readings("node-" + protocol)).satisfies(reading -> {
                assertThat(reading.signal()).isEqualTo("v8js.memory.heap.used");
                assertThat(reading.pool()).isEqualTo("old_space");
                assertThat(reading.bytes()).isBetween(1L << 20, 1L << 30);
            });
        }
    }

    @Test
    void python() throws Exception {
        Machine.copy("python", folder, "requirements.txt", "export.py");
        run(INSTALLING, Machine.program("python3"), "-m", "venv", "venv");
        String python = folder.resolve("venv/bin/python").toString();
        run(INSTALLING, python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "-r", "requirements.txt");

        for (String protocol : new String[] {"grpc", "http/protobuf"}) {
            run(EXPORTING, python, "export.py", protocol, endpoint(protocol), "python-" + protocol);

            assertThat(readings("python-" + protocol)).satisfies(reading -> {
                assertThat(reading.signal()).isEqualTo("process.memory.usage");
                assertThat(reading.bytes()).isBetween(1L << 20, 1L << 30);
            });
        }
    }

    private String endpoint(String protocol) {
        return "http://127.0.0.1:" + (protocol.equals("grpc") ? gateway.grpcPort() : gateway.httpPort());
    }

    /** What one exporter brought: it may export again when it stops, so that there may be several. */
    private Reading readings(String instance) {
        return sink.readings.stream()
                .filter(one -> one.instance().getServiceInstanceId().equals(instance))
                .map(InstanceReadings::readings)
                .findFirst()
                .orElseThrow()
                .get(0);
    }

    private void run(Duration patience, String... command) throws IOException, InterruptedException {
        Machine.run(patience, folder, Map.of(), command);
    }
}
