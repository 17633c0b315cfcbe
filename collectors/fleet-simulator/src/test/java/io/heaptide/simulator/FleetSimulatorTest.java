package io.heaptide.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.simulator.file.LabelCsv;
import io.heaptide.simulator.file.SampleCsv;
import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import io.heaptide.simulator.otlp.FakeReceiver;
import io.heaptide.simulator.otlp.StopSignal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FleetSimulatorTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final StopSignal stop = new StopSignal();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theSameOptionsWriteTheSameBytes() throws IOException {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");

        assertThat(writeStandard(first, "7")).isZero();
        assertThat(writeStandard(second, "7")).isZero();

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(Files.size(first)).isGreaterThan(1_000_000);
    }

    @Test
    void anotherSeedWritesOtherBytes() throws IOException {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");

        assertThat(writeStandard(first, "7")).isZero();
        assertThat(writeStandard(second, "8")).isZero();

        assertThat(Files.mismatch(first, second)).isNotEqualTo(-1);
    }

    @Test
    void theFileHoldsEverySampleOfTheHistoryAndTheDuration() throws IOException {
        Path file = folder.resolve("demo.csv");

        int exit = run(
                "--fleet",
                "demo-leaks",
                "--seed",
                "3",
                "--start",
                START.toString(),
                "--history",
                "3m",
                "--duration",
                "2m",
                "--csv",
                file.toString());

        assertThat(exit).isZero();
        assertThat(Files.readAllLines(file)).isEqualTo(expectedLines(START.minusSeconds(180), Duration.ofMinutes(5)));
    }

    @Test
    void aCompressedFileHoldsTheSame() throws IOException {
        Path plain = folder.resolve("plain.csv");
        Path compressed = folder.resolve("compressed.csv.gz");

        assertThat(writeStandard(plain, "7")).isZero();
        assertThat(writeStandard(compressed, "7")).isZero();

        byte[] bytes = Files.readAllBytes(compressed);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
                .isEqualTo(Files.readAllBytes(plain));
        assertThat(bytes.length).isLessThan((int) Files.size(plain) / 3);
    }

    @Test
    void labelsSayWhatLeaksAndSinceWhen() throws IOException {
        Path labels = folder.resolve("labels.csv");

        int exit = run(
                "--fleet",
                "demo-leaks",
                "--start",
                START.toString(),
                "--duration",
                "2s",
                "--csv",
                folder.resolve("samples.csv").toString(),
                "--labels",
                labels.toString());

        assertThat(exit).isZero();
        List<String> lines = Files.readAllLines(labels);
        assertThat(lines.get(0)).isEqualTo(LabelCsv.HEADER);
        assertThat(lines).hasSize(1 + 14).allMatch(line -> line.split(",", -1).length == 10);
        assertThat(lines).contains("catalog,healthy,steady_level,container,not_enough_data|steady,3,,,,");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("payments,leak,leak_since_version,go,not_enough_data|leaking,3,"
                                + "2026-03-01T00:01:04Z,")
                        && line.endsWith(",5.1.0"));
    }

    @Test
    void sendsHistoryThenFollowsTheClockToTheEnd() throws IOException {
        try (FakeReceiver receiver = new FakeReceiver()) {
            int exit = run("--endpoint", receiver.endpoint().toString(), "--history", "1m", "--duration", "3s");

            assertThat(exit).isZero();
            assertThat(receiver.metrics()).isNotEmpty();
            assertThat(err.toString()).containsPattern("done: [\\d,]+ points and [\\d,]+ events taken");
        }
    }

    @Test
    void playsAnHourInASecondAtThatSpeed() throws IOException {
        try (FakeReceiver receiver = new FakeReceiver()) {
            int exit = run(
                    "--endpoint",
                    receiver.endpoint().toString(),
                    "--start",
                    "2024-01-01T00:00:00Z",
                    "--duration",
                    "1h",
                    "--interval",
                    "1m",
                    "--speed",
                    "3600");

            assertThat(exit).isZero();
            long jvmPoints = receiver.metrics().stream()
                    .flatMap(request -> request.getResourceMetricsList().stream())
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .filter(metric -> metric.getName().equals("jvm.memory.used"))
                    .mapToLong(metric -> metric.getSum().getDataPointsCount())
                    .sum();
            assertThat(jvmPoints).isEqualTo(5 * 60); // checkout has three instances, search two
        }
    }

    @Test
    void stopsWhenAskedTo() throws Exception {
        try (FakeReceiver receiver = new FakeReceiver()) {
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                    () -> run("--endpoint", receiver.endpoint().toString(), "--duration", "0"));
            Thread.sleep(500);
            assertThat(exit).isNotDone();

            stop.stop();

            assertThat(exit.get(60, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAFailureInOneLine() {
        int exit = run("--endpoint", "http://127.0.0.1:1", "--give-up-after", "1s", "--duration", "1m");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .contains("fleet-simulator: http://127.0.0.1:1/v1/")
                .contains("last answer: no connection")
                .doesNotContain("\tat ");
    }

    @Test
    void aFileThatCannotBeWrittenIsAFailureInOneLine() {
        int exit = run("--csv", folder.resolve("missing/samples.csv").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("missing/samples.csv").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fleet none | 'none' is none of demo, demo-leaks, standard",
                "--services 5 | --services needs --fleet standard",
                "--fleet standard --services 0 | --services needs --fleet standard and at least 1, got 0",
                "--interval 5x | '5x' is not a duration",
                "--interval 50ms | --interval must be at least 100ms",
                "--speed 0 --start 2024-01-01T00:00:00Z | --speed must be in (0, 1000000]",
                "--speed 10 | --speed above 1 needs a --start in the past",
                "--start yesterday | --start must be now or such as",
                "--start 2999-01-01T00:00:00Z | --start must not be in the future",
                "--endpoint here | --endpoint must be such as http://127.0.0.1:4318, got here",
                "--csv x.csv --duration 0 | --csv needs a --duration above 0",
                "--csv x.csv --interval 1500ms | --csv needs an --interval of whole seconds",
                "--give-up-after 0 | retry.giveUpAfter must be positive"
            })
    void wrongUseSaysWhatWasWrong(String options, String message) {
        assertThat(run(options.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private int writeStandard(Path file, String seed) {
        return run(
                "--fleet",
                "standard",
                "--services",
                "40",
                "--seed",
                seed,
                "--start",
                START.toString(),
                "--interval",
                "60s",
                "--duration",
                "3h",
                "--csv",
                file.toString());
    }

    private int run(String... options) {
        CommandLine command = FleetSimulator.commandLine(InstantSource.system(), stop);
        return command.setErr(new PrintWriter(err, true)).execute(options);
    }

    private static List<String> expectedLines(Instant origin, Duration time) {
        List<String> lines = new ArrayList<>(List.of(SampleCsv.HEADER));
        Fleet.demoWithLeaks(3).replay(origin, Duration.ofSeconds(2)).advanceTo(origin.plus(time), new FleetListener() {
            @Override
            public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
                var limit = life.slot().service().limitBytes();
                lines.add(String.join(
                        ",",
                        Long.toString(atEpochMillis / 1000),
                        life.slot().service().name(),
                        life.instanceId(),
                        signal.metric(),
                        Long.toString(usedBytes),
                        limit.isPresent() ? Long.toString(limit.getAsLong()) : "",
                        life.version()));
            }

            @Override
            public void event(FleetEvent event) {}
        });
        return lines;
    }
}
