package io.heaptide.core;

import java.util.ArrayList;
import java.util.Arrays;
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
        double ceiling = heapCeiling(state);
        List<SeriesAssessment> all = new ArrayList<>();
        Candidate heap = null;
        Candidate nonHeap = null;
        Candidate process = null;
        for (int slot = 0; slot < state.size(); slot++) {
            SignalRole role = state.stateAt(slot).role();
            boolean ofProcess = !role.isHeap() && role != SignalRole.NON_HEAP;
            Optional<SeriesAssessment> one = detector.assess(state, slot, ofProcess ? ceiling : 0, atMillis);
            if (one.isPresent()) {
                all.add(one.get());
                Candidate candidate = new Candidate(role, one.get());
                heap = role.isHeap() ? candidate.orBetter(heap) : heap;
                nonHeap = role == SignalRole.NON_HEAP ? candidate.orBetter(nonHeap) : nonHeap;
                process = ofProcess ? candidate.orBetter(process) : process;
            }
        }
        return assessment(state, atMillis, deciding(heap, nonHeap, process), all);
    }

    /**
     * A managed heap shows a leak best; where it is well, what its runtime keeps beside it decides if that leaks, then other
     * memory of the process, its growth being beyond what the heap may come to.
     */
    private static @Nullable Candidate deciding(
            @Nullable Candidate heap, @Nullable Candidate nonHeap, @Nullable Candidate process) {
        for (Candidate candidate : Arrays.asList(heap, nonHeap, process)) {
            if (candidate != null && candidate.isConcern()) {
                return candidate;
            }
        }
        boolean heapDecides = heap != null && (heap.knows() || process == null || !process.knows());
        return heapDecides ? heap : process != null ? process : nonHeap;
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
    private static double heapCeiling(InstanceState state) {
        double ceiling = 0;
        for (int slot = 0; slot < state.size(); slot++) {
            if (state.stateAt(slot).role().isHeap()) {
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
        /** What knows enough comes first, then the signal that shows a leak best, then the higher score. */
        Candidate orBetter(@Nullable Candidate other) {
            if (other == null || knows() != other.knows()) {
                return other == null || knows() ? this : other;
            }
            int rank = role.compareTo(other.role);
            return rank < 0 || (rank == 0 && assessment.score() > other.assessment.score()) ? this : other;
        }

        boolean knows() {
            return assessment.verdict() != Verdict.NOT_ENOUGH_DATA;
        }

        boolean isConcern() {
            return assessment.verdict().isConcern();
        }
    }
}
