package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.backtest.FakePrometheus.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is stopped while it waits for Prometheus. */
class StoppedBacktestTest {
    private static final long START = 1_767_225_600L;
    private static final Series LEAK = new Series(
            Map.of("__name__", "process_resident_memory_bytes", "job", "leaky", "instance", "leaky-1"),
            at -> 2e8 + (at - START) * 2e4);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasFoundUntilThenIsWritten() throws IOException, InterruptedException {
        CountDownLatch thirdPage = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Path out = folder.resolve("o.csv");
        Path said = folder.resolve("said.txt");
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
            if (request.fromSeconds() > START + 500 * 60) {
                thirdPage.countDown();
                await(over);
            }
            FakePrometheus.send(exchange, 200, FakePrometheus.matrix(request, LEAK));
        })) {
            Process backtest = start(prometheus, out, said);
            try {
                assertThat(thirdPage.await(60, TimeUnit.SECONDS)).isTrue();
                backtest.destroy();
                assertThat(backtest.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                backtest.destroyForcibly();
                over.countDown();
            }
            assertThat(backtest.exitValue())
                    .as("128 and the number of the signal")
                    .isEqualTo(143);
        }
        assertThat(Files.readAllLines(out))
                .startsWith(VerdictCsv.HEADER)
                .anyMatch(row -> row.contains(",leaky,,leaking,"));
        assertThat(Files.readString(said)).contains("stopped early: 540 samples replayed");
    }

    private static Process start(FakePrometheus prometheus, Path out, Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backtest.class.getName(),
                        "--prometheus",
                        prometheus.uri().toString(),
                        "--query",
                        "process_resident_memory_bytes",
                        "--from",
                        Long.toString(START),
                        "--to",
                        Long.toString(START + 86_400),
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IOException(stopping);
        }
    }
}
