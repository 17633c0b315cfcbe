package io.heaptide.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.simulator.otlp.FakeReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopOnExitTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void aSignalEndsTheProcessSoonAndInGoodOrder() throws Exception {
        Path output = folder.resolve("output");
        try (FakeReceiver receiver = new FakeReceiver()) {
            Process simulator = start(receiver, output);
            try {
                awaitMetrics(receiver);

                simulator.destroy();

                assertThat(simulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(simulator.exitValue()).isEqualTo(TERMINATED);
                assertThat(output)
                        .content()
                        .contains("done: ")
                        .contains(" 0 rejected")
                        .doesNotContain("stopped before");
            } finally {
                simulator.destroyForcibly();
            }
        }
    }

    private static Process start(FakeReceiver receiver, Path output) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetSimulator.class.getName(),
                        "--endpoint",
                        receiver.endpoint().toString(),
                        "--duration",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void awaitMetrics(FakeReceiver receiver) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (receiver.metrics().isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        assertThat(receiver.metrics()).isNotEmpty();
    }
}
