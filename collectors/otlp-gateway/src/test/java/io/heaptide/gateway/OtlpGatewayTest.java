package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OtlpGatewayTest {

    @Test
    void helpNamesEverySettingAndItsDefault() throws Exception {
        Outcome outcome = run(Map.of(), "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .contains("HEAPTIDE_KAFKA ", "HEAPTIDE_OTLP_HOST ", "HEAPTIDE_OTLP_GRPC_PORT ", "4317", "64MiB")
                .contains("HEAPTIDE_PUBLISH_TIMEOUT", "8s", "HEAPTIDE_KAFKA_PATIENCE")
                .contains("HEAPTIDE_OTLP_TLS_CERTIFICATE", "HEAPTIDE_OTLP_TLS_KEY", "HEAPTIDE_OTLP_TLS_CLIENT_CA")
                .contains("HEAPTIDE_OTLP_TOKENS", "HEAPTIDE_OTLP_TOKEN_FILE");
    }

    @Test
    void wrongUseEndsWithCodeTwoAndTheRemedy() throws Exception {
        assertThat(run(Map.of(), "--port=1"))
                .satisfies(outcome -> assertThat(outcome.exitCode()).isEqualTo(2))
                .satisfies(outcome -> assertThat(outcome.output()).contains("--port=1", "--help"));
        assertThat(run(Map.of("HEAPTIDE_OTLP_HTTP_PORT", "http")))
                .satisfies(outcome -> assertThat(outcome.exitCode()).isEqualTo(2))
                .satisfies(outcome -> assertThat(outcome.output())
                        .contains("HEAPTIDE_OTLP_HTTP_PORT cannot be \"http\": it is a whole number"));
    }

    @Test
    void withoutKafkaItGivesUpWhenItsPatienceEnds() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String there = "127.0.0.1:" + silent.getLocalPort();

            Outcome outcome = run(Map.of("HEAPTIDE_KAFKA", there, "HEAPTIDE_KAFKA_PATIENCE", "1s"));

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output()).contains("Kafka at " + there, "did not answer within", "HEAPTIDE_KAFKA");
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OtlpGateway gateway = new OtlpGateway(
                        Configs.config("unused:1", taken.getLocalPort(), 1, 1 << 20),
                        new InMemorySink(),
                        InstantSource.system())) {
            assertThatThrownBy(gateway::listen)
                    .isInstanceOf(GatewayFailed.class)
                    .hasMessageContaining("HTTP " + taken.getLocalPort())
                    .hasMessageContaining("HEAPTIDE_OTLP_HTTP_PORT");
        }
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtlpGateway.class.getName())
                .redirectErrorStream(true);
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().keySet().removeIf(key -> key.startsWith("HEAPTIDE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
