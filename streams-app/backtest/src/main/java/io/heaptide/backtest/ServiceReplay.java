package io.heaptide.backtest;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.ServiceScorer;
import io.heaptide.core.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** One service: its instances, and its own verdict once a pane. */
final class ServiceReplay {
    private final ServiceId id;
    private final DetectorPolicy policy;
    private final ServiceScorer scorer;
    private final ReplayListener listener;
    private final Map<String, InstanceReplay> instances = new LinkedHashMap<>();
    private Verdict last = Verdict.NOT_ENOUGH_DATA;
    private long openPane = Long.MIN_VALUE;
    private long newestMillis;

    ServiceReplay(String name, DetectorPolicy policy, ReplayListener listener) {
        this.id = new ServiceId("", name);
        this.policy = policy;
        this.scorer = new ServiceScorer(policy);
        this.listener = listener;
    }

    boolean take(Reading reading) {
        InstanceReplay replay = instances.computeIfAbsent(
                reading.instance(), instance -> new InstanceReplay(id, instance, policy, listener));
        boolean kept = replay.take(reading);
        if (kept && !replay.isDue()) {
            newestMillis = Math.max(newestMillis, reading.atMillis());
            long pane = Math.floorDiv(newestMillis, policy.pane().toMillis());
            if (pane > openPane) {
                openPane = pane;
                judge();
            }
        }
        return kept;
    }

    void finish() {
        instances.values().forEach(InstanceReplay::finish);
        judge();
    }

    private boolean isGone(InstanceReplay instance, long silentBefore) {
        boolean gone = instance.lastMillis() < silentBefore;
        if (gone) {
            listener.ended(instance.id());
        }
        return gone;
    }

    private void judge() {
        long silentBefore = newestMillis - InstanceReplay.SILENCE.toMillis();
        instances.values().removeIf(instance -> isGone(instance, silentBefore));
        long forgottenBefore = newestMillis - policy.fleet().remembers().toMillis();
        ServiceEvidence evidence = ServiceEvidence.EMPTY;
        for (InstanceReplay instance : instances.values()) {
            if (instance.lastMillis() >= forgottenBefore) {
                evidence = evidence.merge(instance.evidence(newestMillis));
            }
        }
        ServiceScore score = scorer.score(id, evidence, newestMillis);
        listener.scored(score);
        if (score.verdict() != last) {
            last = score.verdict();
            listener.changed(new Change(
                    newestMillis,
                    id.name(),
                    "",
                    last,
                    score.score(),
                    score.slope(),
                    score.timeToLimit(),
                    score.gates()));
        }
    }
}
