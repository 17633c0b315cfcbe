package io.heaptide.benchmarks.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.backtest.Reading;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
    @TempDir
    private Path directory = Path.of("");

    private Results results = new Results(List.of());

    @BeforeEach
    void tryTheFixture() throws IOException, InterruptedException {
        Fixture.write(directory);
        results = Fixture.tried(directory);
    }

    @Test
    void figuresAreThoseOfTheLeakbenchScorer() {
        Summary macro = results.macro("half full");

        // python3 score.py FIXTURE VERDICTS, the scorer of leakbench, Python 3.11
        assertThat(counts(figures("one"))).isEqualTo("3 2 4 1");
        assertThat(counts(figures("two"))).isEqualTo("1 1 2 1");
        assertThat(macro.recall()).isCloseTo(0.8333333333333333, within(1e-12));
        assertThat(macro.falseAlarmRate()).isCloseTo(0.375, within(1e-12));
        assertThat(macro.precision()).isCloseTo(0.1980198019801980, within(1e-12));
        assertThat(macro.f1()).isCloseTo(0.32, within(1e-12));
    }

    /** Where the scorer itself is at hand: {@code HEAPTIDE_LEAKBENCH} names its directory. A user may lack it; CI may not. */
    @Test
    void theScorerAgreesWhereItIsAtHand() throws IOException, InterruptedException {
        String leakbench = System.getenv("HEAPTIDE_LEAKBENCH");
        assumeTrue(leakbench != null || System.getenv("CI") != null, "HEAPTIDE_LEAKBENCH is not set");
        assertThat(leakbench).as("HEAPTIDE_LEAKBENCH where CI runs").isNotNull();
        Path verdicts = directory.resolveSibling("verdicts");
        AlarmFiles.write(verdicts, results.recorded("half full"));
        JsonNode scored = scored(Path.of(String.valueOf(leakbench), "score.py"), verdicts);

        for (String name : List.of("one", "two")) {
            JsonNode theirs = scored.path("datasets").path(name);
            assertThat(counts(figures(name)))
                    .isEqualTo(
                            "%d %d %d %d",
                            theirs.path("leaks").asInt(),
                            theirs.path("found").asInt(),
                            theirs.path("negatives").asInt(),
                            theirs.path("false_alarms").asInt());
        }
        assertThat(scored.path("macro").path("f1_at_10pct").asDouble())
                .isCloseTo(results.macro("half full").f1(), within(1e-12));
    }

    @Test
    void delayIsAShareOfTheTimeFromFaultToTheHighestReadings() {
        Outcome found = outcome("found");

        assertThat(found.truth().failure().atMillis()).hasValue(5_940_000);
        assertThat(found.truth().shareOfTimeToFailure(4_470_000)).hasValue(0.5);
        assertThat(figures("one").medianDelayShare()).hasValue(1);
    }

    @Test
    void garbageIsNoPartOfALeaksHighestReading() {
        RecordedLabel leak = new RecordedLabel("s", "i", "leak", OptionalLong.of(0), Setting.USUAL_PANE);
        List<Reading> readings = List.of(
                reading(0, "jvm.memory.used", 900),
                reading(60_000, "jvm.memory.used_after_last_gc", 200),
                reading(120_000, "jvm.memory.used_after_last_gc", 300),
                reading(180_000, "jvm.memory.used", 500));

        assertThat(leak.truth(readings).failure().atMillis()).hasValue(120_000);
    }

    @Test
    void aRecordingThatStopsEarlyIsDrawnOnToTheLimit() {
        RecordedLabel leak = new RecordedLabel("s", "i", "leak", OptionalLong.of(0), Setting.USUAL_PANE);
        List<Reading> readings =
                List.of(reading(0, "process.memory.usage", 180), reading(60_000, "process.memory.usage", 380));

        // 200 bytes a minute, and 980 of 1000 are full
        assertThat(leak.truth(readings).failure().limitAtMillis()).hasValue(240_000);
        assertThat(leak.truth(readings).shareOfTimeToLimit(60_000)).hasValue(0.25);
    }

    private static Reading reading(long atMillis, String metric, long used) {
        return new Reading(atMillis, "s", "i", metric, used, OptionalLong.of(1000), "");
    }

    @Test
    void anAlarmBeforeTheFaultIsFalseAndOneAfterItStillFindsTheLeak() {
        Outcome early = outcome("early");

        assertThat(early.said().falseAlarms()).hasSize(1);
        assertThat(early.isFound()).isTrue();
        assertThat(figures("one").falseAlarmsPerDay()).hasValueCloseTo(24.0 * 60 / (50 + 50 + 50 + 99), within(1e-9));
    }

    private Outcome outcome(String instance) {
        return results.all().stream()
                .flatMap(result -> result.outcomes().stream())
                .filter(outcome -> outcome.of().name().endsWith("/" + instance))
                .findFirst()
                .orElseThrow();
    }

    private Figures figures(String dataset) {
        return results.all().stream()
                .filter(result -> result.dataset().name().equals(dataset))
                .findFirst()
                .orElseThrow()
                .figures();
    }

    private static String counts(Figures figures) {
        return "%d %d %d %d".formatted(figures.leaks(), figures.found(), figures.negatives(), figures.falselyAlarmed());
    }

    private JsonNode scored(Path scorer, Path verdicts) throws IOException, InterruptedException {
        File answer = Files.createTempFile(directory, "scores", ".json").toFile();
        Process python = new ProcessBuilder(
                        "python3", scorer.toString(), directory.toString(), verdicts.toString(), "--json")
                .redirectOutput(answer)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new ObjectMapper().readTree(answer);
    }
}
