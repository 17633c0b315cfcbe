package io.heaptide.benchmarks.detection;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Recall and false-alarm rate, and what they come to in a fleet in which one series in ten leaks.
 *
 * @param recall 0 to 1
 * @param falseAlarmRate 0 to 1
 */
record Summary(double recall, double falseAlarmRate) {
    private static final double PREVALENCE = 0.1;

    /** Averages over datasets, so that a big one counts no more than a small one. */
    static Summary macro(Collection<Figures> datasets) {
        return new Summary(mean(datasets, Figures::recall), mean(datasets, Figures::falseAlarmRate));
    }

    private static double mean(Collection<Figures> datasets, Function<Figures, OptionalDouble> figure) {
        return datasets.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(0);
    }

    double precision() {
        double right = PREVALENCE * recall;
        double wrong = (1 - PREVALENCE) * falseAlarmRate;
        return right + wrong == 0 ? 0 : right / (right + wrong);
    }

    /** The harmonic mean of precision and recall. */
    double f1() {
        return precision() + recall == 0 ? 0 : 2 * precision() * recall / (precision() + recall);
    }
}
