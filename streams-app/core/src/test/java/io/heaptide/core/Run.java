package io.heaptide.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Plays readings into a state, assesses at every closed pane, and keeps every change of verdict. */
final class Run {
    static final InstanceId INSTANCE = new InstanceId(new ServiceId("shop", "cart"), "cart-1");
    static final SeriesId RSS = new SeriesId("process.memory.usage", "");
    static final SeriesId OLD_GENERATION = new SeriesId("jvm.memory.used_after_last_gc", "G1 Old Gen");
    static final SeriesId LIMIT = new SeriesId("container.memory.limit", "");

    private final DetectorPolicy policy;
    private final InstanceDetector detector;
    private final InstanceState state = new InstanceState(INSTANCE);
    private final List<Verdict> verdicts = new ArrayList<>();
    private Optional<InstanceAssessment> last = Optional.empty();
    private long firstLeakMillis;

    Run(DetectorPolicy policy) {
        this.policy = policy;
        this.detector = new InstanceDetector(policy);
    }

    static Run of(MemorySeries series, Duration length, double limitBytes) {
        return new Run(DetectorPolicy.defaults()).limit(limitBytes).play(RSS, series.readings(length));
    }

    Run limit(double bytes) {
        if (bytes > 0) {
            state.add(LIMIT, MemorySeries.START, (long) bytes, policy);
        }
        return this;
    }

    Run begin(Life life) {
        state.begin(life);
        return this;
    }

    Run play(SeriesId series, List<MemorySeries.Reading> readings) {
        for (MemorySeries.Reading reading : readings) {
            if (state.add(series, reading.atMillis(), reading.bytes(), policy) == AddResult.PANE_CLOSED) {
                assess(reading.atMillis());
            }
        }
        return this;
    }

    private void assess(long atMillis) {
        InstanceAssessment assessment = detector.assess(state, atMillis);
        last = Optional.of(assessment);
        if (verdicts.isEmpty() || verdicts.get(verdicts.size() - 1) != assessment.verdict()) {
            verdicts.add(assessment.verdict());
        }
        if (firstLeakMillis == 0 && assessment.verdict() == Verdict.LEAKING) {
            firstLeakMillis = atMillis;
        }
    }

    InstanceState state() {
        return state;
    }

    /** Verdicts in order, each change once. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    InstanceAssessment last() {
        return last.orElseThrow();
    }

    /** Hours from the start to the first alarm, empty if there was none. */
    OptionalDouble hoursToAlarm() {
        return firstLeakMillis == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((firstLeakMillis - MemorySeries.START) / 3_600_000.0);
    }
}
