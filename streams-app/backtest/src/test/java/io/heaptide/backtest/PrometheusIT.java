package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real Prometheus (Debian's {@code prometheus}), back-filled with old samples. */
class PrometheusIT {
    private static final long START = 1_767_225_600L;
    private static final int MINUTES = 720;
    private static final String LIMIT = "1073741824";

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter err = new StringWriter();
    private final int port = freePort();
    private Optional<Process> prometheus = Optional.empty();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Optional<Path> server = onPath("prometheus");
        Optional<Path> tool = onPath("promtool");
        Assumptions.assumeTrue(
                (server.isPresent() && tool.isPresent()) || System.getenv("CI") != null,
                "prometheus and promtool are not on the PATH: install the package prometheus");
        Path data = Files.createDirectory(folder.resolve("data"));
        Path metrics = Files.writeString(folder.resolve("metrics.txt"), openMetrics());
        Process fill = process(
                tool.orElseThrow(), "tsdb", "create-blocks-from", "openmetrics", metrics.toString(), data.toString());
        assertThat(fill.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(fill.exitValue()).as(log()).isZero();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        prometheus = Optional.of(process(
                server.orElseThrow(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=30y",
                "--web.listen-address=127.0.0.1:" + port));
        awaitReady();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (prometheus.isPresent()) {
            prometheus.get().destroy();
            if (!prometheus.get().waitFor(60, TimeUnit.SECONDS)) {
                prometheus.get().destroyForcibly();
            }
        }
    }

    @Test
    void theVerdictsAreThoseOfTheSameSamplesInAFile() throws IOException {
        Path samples = Files.writeString(folder.resolve("samples.csv"), csv());
        Path fromFile = folder.resolve("file.csv");
        Path fromServer = folder.resolve("server.csv");
        assertThat(run("--samples", samples.toString(), "--out", fromFile.toString()))
                .as(err.toString())
                .isZero();
        assertThat(run(
                        "--prometheus",
                        "http://127.0.0.1:" + port + "/",
                        "--query",
                        "process_resident_memory_bytes",
                        "--limit-query",
                        "memory_limit_bytes",
                        "--from",
                        "2026-01-01",
                        "--to",
                        Long.toString(START + (MINUTES - 1) * 60L),
                        "--out",
                        fromServer.toString(),
                        "--report",
                        folder.resolve("report.html").toString()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("1,440 samples replayed").contains("2,880 samples replayed");
        List<String> rows = Files.readAllLines(fromServer);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Files.readAllLines(fromFile));
        assertThat(rows).anyMatch(row -> row.contains(",leaky,leaky-1,leaking,"));
        assertThat(rows).noneMatch(row -> row.contains(",calm,") && row.contains(",leaking,"));
        assertThat(folder.resolve("report.html")).content().contains("<h1>leaky leaks</h1>");
    }

    @Test
    void prometheusOwnWordsReachTheUser() {
        assertThat(run(
                        "--prometheus",
                        "http://127.0.0.1:" + port,
                        "--query",
                        "sum by (",
                        "--from",
                        "2026-01-01",
                        "--out",
                        folder.resolve("o.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("answered 400 (bad_data: ").contains("parse error");
    }

    private int run(String... arguments) {
        return Backtest.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private static long bytes(String service, int minute) {
        long wobble = (minute * 7919L % 13) << 18;
        return (200L << 20) + wobble + (service.equals("leaky") ? minute * (1L << 20) : 0);
    }

    private static String csv() {
        StringBuilder text = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes\n");
        for (int minute = 0; minute < MINUTES; minute++) {
            for (String service : List.of("calm", "leaky")) {
                text.append(String.join(
                                ",",
                                Long.toString(START + minute * 60L),
                                service,
                                service + "-1",
                                "process.memory.usage",
                                Long.toString(bytes(service, minute)),
                                LIMIT))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String openMetrics() {
        StringBuilder usage = new StringBuilder("# TYPE process_resident_memory_bytes gauge\n");
        StringBuilder limits = new StringBuilder("# TYPE memory_limit_bytes gauge\n");
        for (String service : List.of("leaky", "calm")) {
            String labels = "{job=\"" + service + "\",instance=\"" + service + "-1\"} ";
            for (int minute = 0; minute < MINUTES; minute++) {
                long at = START + minute * 60L;
                usage.append("process_resident_memory_bytes")
                        .append(labels)
                        .append(bytes(service, minute))
                        .append(' ')
                        .append(at)
                        .append('\n');
                limits.append("memory_limit_bytes")
                        .append(labels)
                        .append(LIMIT + " ")
                        .append(at)
                        .append('\n');
            }
        }
        return usage.append(limits).append("# EOF\n").toString();
    }

    private Process process(Path program, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(Arrays.asList(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log.txt").toFile()))
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        for (int attempt = 0; attempt < 300; attempt++) {
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                assertThat(prometheus.orElseThrow().isAlive()).as(log()).isTrue();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Prometheus did not become ready: " + log());
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log.txt"));
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
