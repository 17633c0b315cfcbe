package io.heaptide.benchmarks.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one detector said about one case: every change of its mind, and its score at the instants it was asked for. */
final class Testimony implements Consumer<Opinion> {
    private final Truth truth;
    private final long[] probes;
    private final double[] scores;
    private final List<Opinion> changes = new ArrayList<>();
    private @Nullable Opinion last;
    private @Nullable Opinion closest;
    private int probed;

    /**
     * Nothing was said yet.
     *
     * @param probes instants to note the score of, ascending
     */
    Testimony(Truth truth, long[] probes) {
        this.truth = truth;
        this.probes = probes.clone();
        this.scores = new double[probes.length];
    }

    @Override
    public void accept(Opinion opinion) {
        noteScoresBefore(opinion.atMillis());
        Level before = last == null ? Level.CLEAR : last.level();
        if (opinion.level() != before) {
            changes.add(opinion);
        }
        last = opinion;
        if (truth.leaksAt(opinion.atMillis()) && (closest == null || opinion.score() > closest.score())) {
            closest = opinion;
        }
    }

    /** A score holds until the next one. */
    private void noteScoresBefore(long atMillis) {
        while (probed < probes.length && probes[probed] < atMillis) {
            scores[probed++] = last == null ? 0 : last.score();
        }
    }

    void finish() {
        noteScoresBefore(Long.MAX_VALUE);
    }

    /** Alarms that are wrong: raised while nothing leaked. */
    List<Opinion> falseAlarms() {
        return alarms().stream()
                .filter(alarm -> !truth.leaksAt(alarm.atMillis()))
                .toList();
    }

    /** The first alarm raised once the leak was there. */
    Optional<Opinion> found() {
        return alarms().stream()
                .filter(alarm -> truth.leaksAt(alarm.atMillis()))
                .findFirst();
    }

    /** Every alarm, in the order of time. */
    List<Opinion> alarms() {
        return changes.stream().filter(change -> change.level() == Level.ALARM).toList();
    }

    /** When the leak was suspected first, or found at once. */
    OptionalLong firstConcern() {
        return changes.stream()
                .filter(change -> change.level() != Level.CLEAR && truth.leaksAt(change.atMillis()))
                .mapToLong(Opinion::atMillis)
                .findFirst();
    }

    /** The opinion with the highest score once the leak was there: how near a miss was. */
    Optional<Opinion> closest() {
        return Optional.ofNullable(closest);
    }

    /** The instants that scores were noted at, ascending. */
    long[] probes() {
        return probes.clone();
    }

    /** The scores at the probes, in their order. */
    double[] scores() {
        return scores.clone();
    }
}
