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
import io.heaptide.signals.Signal;
import io.heaptide.signals.SignalCatalogue;
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
    private final Map<SeriesId, Slots> slots = new HashMap<>();
    private boolean due;
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
        Slots slot = slots.computeIfAbsent(new SeriesId(reading.metric(), reading.pool()), this::slots);
        if (reading.limitBytes().isPresent()) {
            add(slot.limit(), reading.atMillis(), reading.limitBytes().getAsLong());
        }
        AddResult result = add(slot.used(), reading.atMillis(), reading.usedBytes());
        if (due && !slot.isLimit()) {
            judge(reading.atMillis());
        }
        return result.kept();
    }

    private AddResult add(int slot, long atMillis, long bytes) {
        AddResult result = state.add(slot, atMillis, bytes, policy);
        due |= result == AddResult.PANE_CLOSED;
        return result;
    }

    /** A limit column belongs to its metric; runtimes' limits bind their own metrics, all others the whole process. */
    private Slots slots(SeriesId series) {
        listener.began(state.id(), series);
        int dot = series.signal().indexOf('.');
        String scope = dot < 0 ? "process" : series.signal().substring(0, dot);
        SeriesId limit = new SeriesId(scope + ".memory.limit", "");
        boolean isLimit = SignalCatalogue.standard()
                .find(series.signal())
                .filter(signal -> signal.role() == Signal.Role.LIMIT)
                .isPresent();
        return new Slots(state.slot(series), state.slot(limit), isLimit);
    }

    void finish() {
        judge(state.lastMillis());
    }

    /** Whether a pane closed and the usage that will have it judged is still to come. */
    boolean isDue() {
        return due;
    }

    /** What counts of its evidence at a time. */
    ServiceEvidence evidence(long atMillis) {
        return evidence.standing(state, atMillis, policy);
    }

    long lastMillis() {
        return state.lastMillis();
    }

    InstanceId id() {
        return state.id();
    }

    private void judge(long atMillis) {
        due = false;
        InstanceAssessment assessment = detector.assess(state, atMillis);
        evidence = ServiceEvidence.of(assessment, state, evidence, policy);
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

    /**
     * Where a metric and its limit are kept.
     *
     * @param isLimit a limit that comes as a reading of its own, as a limit column does: before the usage of its time, which judges
     */
    private record Slots(int used, int limit, boolean isLimit) {}
}
