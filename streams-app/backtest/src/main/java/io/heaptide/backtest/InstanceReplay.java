package io.heaptide.backtest;

import io.heaptide.core.AddResult;
import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceDetector;
import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Life;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.core.Slope;
import io.heaptide.core.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance: its state, and its verdict once a pane. */
final class InstanceReplay {
    /** Without a reading for so long an instance is gone. */
    static final Duration SILENCE = Duration.ofDays(1);

    private final DetectorPolicy policy;
    private final InstanceDetector detector;
    private final InstanceState state;
    private final ReplayListener listener;
    private final Map<String, Slots> slots = new HashMap<>();
    private Verdict last = Verdict.NOT_ENOUGH_DATA;
    private ServiceEvidence evidence = ServiceEvidence.EMPTY;

    InstanceReplay(ServiceId service, String instance, DetectorPolicy policy, ReplayListener listener) {
        this.policy = policy;
        this.detector = new InstanceDetector(policy);
        this.state = new InstanceState(new InstanceId(service, instance));
        this.listener = listener;
        judge(0);
    }

    boolean take(Reading reading) {
        if (!reading.version().isEmpty()
                && !reading.version().equals(state.life().version())) {
            state.begin(new Life(reading.version(), "", 0));
        }
        Slots slot = slots.computeIfAbsent(reading.metric(), this::slots);
        boolean closed = false;
        if (reading.limitBytes().isPresent()) {
            closed = state.add(
                            slot.limit(),
                            reading.atMillis(),
                            reading.limitBytes().getAsLong(),
                            policy)
                    == AddResult.PANE_CLOSED;
        }
        AddResult result = state.add(slot.used(), reading.atMillis(), reading.usedBytes(), policy);
        if (closed || result == AddResult.PANE_CLOSED) {
            judge(reading.atMillis());
        }
        return result.kept();
    }

    /** A limit column belongs to its metric; runtimes' limits bind their own metrics, all others the whole process. */
    private Slots slots(String metric) {
        int dot = metric.indexOf('.');
        String scope = dot < 0 ? "process" : metric.substring(0, dot);
        return new Slots(state.slot(new SeriesId(metric, "")), state.slot(new SeriesId(scope + ".memory.limit", "")));
    }

    void finish() {
        judge(state.lastMillis());
    }

    ServiceEvidence evidence() {
        return evidence;
    }

    long lastMillis() {
        return state.lastMillis();
    }

    private void judge(long atMillis) {
        InstanceAssessment assessment = detector.assess(state, atMillis);
        evidence = ServiceEvidence.of(assessment, state);
        listener.assessed(assessment);
        if (assessment.verdict() != last) {
            last = assessment.verdict();
            listener.changed(new Change(
                    atMillis,
                    state.id().service().name(),
                    state.id().id(),
                    last,
                    assessment.score(),
                    assessment.deciding().map(deciding -> deciding.slope()).orElse(Slope.NONE),
                    assessment.deciding().flatMap(deciding -> deciding.timeToLimit()),
                    assessment.deciding().map(deciding -> deciding.gates()).orElse(List.of())));
        }
    }

    /** Where a metric and its limit are kept. */
    private record Slots(int used, int limit) {}
}
