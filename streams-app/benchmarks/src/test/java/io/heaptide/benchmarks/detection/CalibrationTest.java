package io.heaptide.benchmarks.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.benchmarks.detection.Calibration.Band;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyProbeWhoseTruthIsKnownFallsIntoOneBand() throws IOException, InterruptedException {
        Fixture.write(directory);
        List<Outcome> outcomes = Fixture.tried(directory).all().stream()
                .flatMap(result -> result.outcomes().stream())
                .toList();
        Calibration calibration = Calibration.of(outcomes);

        long known = outcomes.stream()
                .flatMapToLong(outcome -> LongStream.of(outcome.said().probes()).filter(outcome.truth()::isKnownAt))
                .count();
        assertThat(calibration.shown()).isEqualTo((int) known).isBetween(60, 20 * outcomes.size());
        assertThat(calibration.bands())
                .filteredOn(band -> band.shown() > 0)
                .extracting(Band::from)
                .containsExactly(0, 90);
        assertThat(calibration.bands().get(9).share()).isGreaterThan(calibration.prevalence());
    }

    @Test
    void intervalsAreWilsons() {
        Band band = new Band(50, 10, 8);

        // statsmodels 0.14: proportion_confint(8, 10, method="wilson"), with z rounded to 1.96
        assertThat(band.bound(-1)).isCloseTo(0.4902, within(1e-4));
        assertThat(band.bound(1)).isCloseTo(0.9433, within(1e-4));
    }

    @Test
    void thePlotShowsEveryBandThatWasSeen() {
        Calibration calibration = new Calibration(List.of(new Band(0, 90, 3), new Band(50, 0, 0), new Band(90, 10, 9)));

        assertThat(CalibrationPlot.of(calibration))
                .startsWith("<svg")
                .contains("score 0 to 10: 3 of 90 leaked", "score 90 to 100: 9 of 10 leaked")
                .doesNotContain("score 50");
    }
}
