package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.gateway.access.AccessConfig;
import io.heaptide.gateway.access.TlsFiles;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenTelemetry SDKs of other runtimes, installed from their registries at the versions that stand beside them. */
@Tag("field")
class OtherRuntimesIT {

    private static final Duration INSTALLING = Duration.ofMinutes(5);
    private static final Duration EXPORTING = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private final InMemorySink sink = new InMemorySink();

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void nodeJs(String scheme) throws Exception {
        String node = Machine.program("node");
        Machine.copy("node", folder, "package.json", "export.js");
        install(Machine.program("npm"), "install", "--no-audit", "--no-fund", "--no-package-lock");

        try (OtlpGateway gateway = listening(scheme)) {
            for (String protocol : new String[] {"grpc", "http/json", "http/protobuf"}) {
                export(node, "export.js", protocol, endpoint(gateway, scheme, protocol), "node-" + protocol);

                assertThat(reading("node-" + protocol)).satisfies(reading -> {
                    assertThat(reading.signal()).isEqualTo("v8js.memory.heap.used");
                    assertThat(reading.pool()).isEqualTo("old_space");
                    assertThat(reading.bytes()).isBetween(1L << 20, 1L << 30);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void python(String scheme) throws Exception {
        Machine.copy("python", folder, "requirements.txt", "export.py");
        install(Machine.program("python3"), "-m", "venv", "venv");
        String python = folder.resolve("venv/bin/python").toString();
        install(python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "-r", "requirements.txt");

        try (OtlpGateway gateway = listening(scheme)) {
            for (String protocol : new String[] {"grpc", "http/protobuf"}) {
                String endpoint = endpoint(gateway, scheme, protocol);
                export(python, "export.py", protocol, endpoint, "python-" + protocol);

                assertThat(reading("python-" + protocol)).satisfies(reading -> {
                    assertThat(reading.signal()).isEqualTo("process.memory.usage");
                    assertThat(reading.bytes()).isBetween(1L << 20, 1L << 30);
                });
            }
        }
    }

    private OtlpGateway listening(String scheme) throws Exception {
        SelfSigned server = SelfSigned.in(folder, "server");
        Optional<TlsFiles> tls = scheme.equals("https")
                ? Optional.of(new TlsFiles(server.certificate(), server.key(), Optional.empty()))
                : Optional.empty();
        OtlpGateway gateway = new OtlpGateway(
                Configs.guarded(new AccessConfig(tls, Optional.empty(), Optional.empty())),
                sink,
                InstantSource.system());
        gateway.listen();
        return gateway;
    }

    private static String endpoint(OtlpGateway gateway, String scheme, String protocol) {
        return scheme + "://127.0.0.1:" + (protocol.equals("grpc") ? gateway.grpcPort() : gateway.httpPort());
    }

    /** What one exporter brought: it may export again when it stops, so that there may be several. */
    private Reading reading(String instance) {
        return sink.readings.stream()
                .filter(one -> one.instance().getServiceInstanceId().equals(instance))
                .map(InstanceReadings::readings)
                .findFirst()
                .orElseThrow()
                .get(0);
    }

    private void install(String... command) throws IOException, InterruptedException {
        Machine.run(INSTALLING, folder, Map.of(), command);
    }

    /** Exports in an environment that trusts the gateway, whatever this machine's own one trusts. */
    private void export(String... command) throws IOException, InterruptedException {
        String gateway = folder.resolve("server.pem").toString();
        Map<String, String> trust = Map.of(
                "OTEL_EXPORTER_OTLP_CERTIFICATE", gateway,
                "NODE_EXTRA_CA_CERTS", gateway, // what is used for HTTP there
                "REQUESTS_CA_BUNDLE", gateway); // the same in Python
        Machine.run(EXPORTING, folder, trust, command);
    }
}
