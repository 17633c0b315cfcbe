package io.heaptide.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one series says at one time.
 *
 * @param windowStartMillis start of the horizon that decided, epoch milliseconds
 * @param windowEndMillis time of the assessment, exclusive, epoch milliseconds
 * @param score 0 to 100, see {@link Score}
 * @param samples readings taken in this life
 * @param panes panes in the horizon that hold samples
 * @param levelBytes fitted level at the window's end
 * @param limitBytes the tightest limit known for this series
 * @param horizons every horizon looked at, shortest first
 * @param gates every check with value and threshold
 * @param sums the floor of the horizon that decided, for pooling: hours from its start, bytes
 */
public record SeriesAssessment(
        SeriesId series,
        long windowStartMillis,
        long windowEndMillis,
        Verdict verdict,
        double score,
        long samples,
        int panes,
        double levelBytes,
        Slope slope,
        OptionalDouble limitBytes,
        Optional<TimeToLimit> timeToLimit,
        List<HorizonFit> horizons,
        List<Gate> gates,
        RegressionSums sums) {
    public SeriesAssessment {
        Score.requireValid(score);
        if (windowEndMillis < windowStartMillis) {
            throw new IllegalArgumentException(
                    "window must not end before it starts, got " + windowStartMillis + " to " + windowEndMillis);
        }
        horizons = List.copyOf(horizons);
        gates = List.copyOf(gates);
    }
}
