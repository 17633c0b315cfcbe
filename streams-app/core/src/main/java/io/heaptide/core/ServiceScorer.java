package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores a service from the merged evidence of its instances: a pure function. */
public final class ServiceScorer {
    private final DetectorPolicy policy;

    public ServiceScorer(DetectorPolicy policy) {
        this.policy = policy;
    }

    /** The service's own verdict, from its instances' ones and from how far the worst of them is gone. */
    public ServiceScore score(ServiceId service, ServiceEvidence merged, long atMillis) {
        int leaking = merged.count(Verdict.LEAKING);
        int suspect = merged.count(Verdict.SUSPECT);
        int judged = Math.max(1, merged.judged());
        double worst = merged.worst().isEmpty() ? 0 : merged.worst().get(0).score();
        double leakingShare = leaking / (double) judged;
        double affected = Math.min(1, (leaking + suspect) / (double) judged);
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.atLeast("share-leaking", leakingShare, policy.minShareLeaking()));
        gates.add(Gate.atLeast("worst-score", worst, policy.loneScore()));
        merged.worst().stream().findFirst().ifPresent(witness -> gates.addAll(witness.gates()));
        Verdict verdict = verdict(merged, leakingShare, affected, worst);
        Optional<Witness> first = merged.firstToDie();
        long start = merged.worst().stream()
                .mapToLong(Witness::windowStartMillis)
                .min()
                .orElse(atMillis);
        return new ServiceScore(
                service,
                merged.version(),
                Math.min(start, atMillis),
                atMillis,
                verdict,
                score(verdict, worst),
                merged.signal(),
                merged.instances(),
                leaking,
                suspect,
                affected,
                merged.meanLevelBytes(),
                slope(merged),
                first.map(Witness::limitBytes).orElse(OptionalDouble.empty()),
                first.flatMap(one -> Forecast.timeToLimit(one.levelBytes(), one.slope(), one.limitBytes())),
                first.map(Witness::instance).orElse(""),
                gates);
    }

    /** A share of the instances makes a service leak, or a single one that is far beyond doubt. */
    private Verdict verdict(ServiceEvidence merged, double leakingShare, double affected, double worst) {
        boolean leaks = merged.count(Verdict.LEAKING) > 0;
        if (leaks && (leakingShare >= policy.minShareLeaking() || worst >= policy.loneScore())) {
            return Verdict.LEAKING;
        }
        if (leaks || (affected >= policy.minShareLeaking() && merged.count(Verdict.SUSPECT) > 0)) {
            return Verdict.SUSPECT;
        }
        return calm(merged);
    }

    /** What most of the judged instances are; the graver among equals. */
    private static Verdict calm(ServiceEvidence merged) {
        Verdict most = Verdict.NOT_ENOUGH_DATA;
        int count = 0;
        for (Verdict verdict : Verdict.values()) {
            boolean counts = verdict != Verdict.NOT_ENOUGH_DATA && !verdict.isConcern();
            if (counts && merged.count(verdict) >= Math.max(1, count)) {
                most = verdict;
                count = merged.count(verdict);
            }
        }
        return most;
    }

    private static double score(Verdict verdict, double worst) {
        return switch (verdict) {
            case LEAKING -> Math.max(Score.LEAKING, worst);
            case SUSPECT -> Math.min(Math.nextDown(Score.LEAKING), Math.max(Score.SUSPECT, worst));
            default -> Math.min(Math.nextDown(Score.SUSPECT), worst);
        };
    }

    /** Of a single instance its own robust slope, of several the pooled one. */
    private static Slope slope(ServiceEvidence merged) {
        return merged.within().clusters() < 2 && !merged.worst().isEmpty()
                ? merged.worst().get(0).slope()
                : merged.within().slope();
    }
}
