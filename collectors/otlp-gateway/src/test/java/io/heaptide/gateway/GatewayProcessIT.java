package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.signals.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKafka.class)
class GatewayProcessIT {

    private static final Pattern READY =
            Pattern.compile("OTLP gateway ready: gRPC 127\\.0\\.0\\.1:(\\d+), HTTP 127\\.0\\.0\\.1:(\\d+)");

    @Test
    void saysWhenItIsReadyAndStopsWithinTenSecondsLosingNothingAcknowledged(LocalKafka kafka) throws Exception {
        Process process = start(kafka.bootstrapServers());
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            HttpSender sender = new HttpSender(httpPort(output));
            for (int value = 1; value <= 20; value++) {
                assertThat(sender.send("process", value).status()).isEqualTo(200);
            }

            process.destroy(); // SIGTERM
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(new TopicReader(kafka.bootstrapServers()).readings("process"))
                .extracting(Reading::bytes)
                .contains(1L, 20L)
                .hasSize(20);
    }

    private static Process start(String kafka) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtlpGateway.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("HEAPTIDE_KAFKA", kafka);
        builder.environment().put("HEAPTIDE_OTLP_GRPC_PORT", "0");
        builder.environment().put("HEAPTIDE_OTLP_HTTP_PORT", "0");
        builder.environment().put("HEAPTIDE_TOPIC_PARTITIONS", Integer.toString(Configs.PARTITIONS));
        return builder.start();
    }

    private static int httpPort(BufferedReader output) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(2));
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("ended before it was ready:\n" + before);
    }
}
