package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Judges one instance from its state and the time, and from nothing else. A leak that was found is noted in the state, so
 * that a verdict does not flicker: the same readings and assessments in the same order give the same verdicts.
 */
public final class InstanceDetector {
    /** A collector without a limit lets its heap grow to about twice what lives: Go's and V8's default. */
    private static final double COLLECTOR_SLACK = 2;

    private final SeriesDetector detector;

    public InstanceDetector(DetectorPolicy policy) {
        this.detector = new SeriesDetector(policy);
    }

    /** Assesses with nothing later than {@code atMillis}. */
    public InstanceAssessment assess(InstanceState state, long atMillis) {
        double managed = managedCeiling(state);
        List<SeriesAssessment> all = new ArrayList<>();
        Candidate deciding = null;
        for (int slot = 0; slot < state.size(); slot++) {
            SignalRole role = state.stateAt(slot).role();
            Optional<SeriesAssessment> one = detector.assess(state, slot, role.isManaged() ? 0 : managed, atMillis);
            if (one.isPresent()) {
                all.add(one.get());
                Candidate candidate = new Candidate(role, one.get());
                deciding = deciding == null || candidate.decidesBefore(deciding) ? candidate : deciding;
            }
        }
        return assessment(state, atMillis, deciding, all);
    }

    private static InstanceAssessment assessment(
            InstanceState state, long atMillis, @Nullable Candidate deciding, List<SeriesAssessment> all) {
        return new InstanceAssessment(
                state.id(),
                state.life(),
                atMillis,
                deciding == null
                        ? Verdict.NOT_ENOUGH_DATA
                        : deciding.assessment().verdict(),
                deciding == null ? 0 : deciding.assessment().score(),
                Optional.ofNullable(deciding).map(Candidate::assessment),
                all);
    }

    /** What managed heaps may come to in this process: their limit, or else the collector's slack. */
    private static double managedCeiling(InstanceState state) {
        double ceiling = 0;
        for (int slot = 0; slot < state.size(); slot++) {
            if (state.stateAt(slot).role().isManaged()) {
                OptionalDouble limit = state.runtimeLimitOf(slot);
                ceiling = Math.max(
                        ceiling,
                        limit.orElse(COLLECTOR_SLACK * state.stateAt(slot).lastBytes()));
            }
        }
        return ceiling;
    }

    /** A series that may decide for its instance. */
    private record Candidate(SignalRole role, SeriesAssessment assessment) {
        /**
         * What knows enough comes first, then the signal that shows a leak best, then the higher score. Native memory
         * that leaks decides even where the managed heap, the better signal, is well: its growth is beyond that heap.
         */
        boolean decidesBefore(Candidate other) {
            if (knows() != other.knows()) {
                return knows();
            }
            if (leaksNatively() != other.leaksNatively()) {
                Candidate managed = leaksNatively() ? other : this;
                return leaksNatively() != managed.assessment.verdict().isConcern();
            }
            return role != other.role ? role.compareTo(other.role) < 0 : assessment.score() > other.assessment.score();
        }

        private boolean knows() {
            return assessment.verdict() != Verdict.NOT_ENOUGH_DATA;
        }

        private boolean leaksNatively() {
            return !role.isManaged() && assessment.verdict().isConcern();
        }
    }
}
