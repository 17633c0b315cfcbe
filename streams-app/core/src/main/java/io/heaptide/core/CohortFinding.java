package io.heaptide.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one version's instances come to: each for itself, together, and against the version before. */
final class CohortFinding {
    /** The gravest first; of the calm the one with the worst instance. */
    static final Comparator<CohortFinding> GRAVEST = Comparator.comparing(
                    (CohortFinding finding) -> finding.verdict().isConcern() ? finding.verdict() : Verdict.STEADY)
            .thenComparingDouble(CohortFinding::score)
            .reversed()
            .thenComparing(finding -> finding.cohort, Cohort.IMPORTANCE);

    /** Strength of a version that grows by more than the one before, without growing by enough yet. */
    private static final double WORSE_THAN_FORMER = 0.5;

    private final Cohort cohort;
    private final Present present;
    private final DetectorPolicy policy;
    private final Optional<Peers> peers;
    private final Optional<PooledTrial> pooled;
    private final Optional<FormerVersion> former;
    private final double strength;

    CohortFinding(Cohort cohort, Optional<Cohort> before, DetectorPolicy policy) {
        this.cohort = cohort;
        this.present = cohort.present();
        this.policy = policy;
        this.peers = Peers.ofWorst(present, policy.fleet());
        this.pooled = pooled();
        this.former = before.flatMap(old -> FormerVersion.of(cohort.ages(), old.ages(), policy));
        this.strength = strength();
    }

    /** Of growth by age at the oldest age that enough lives have reached, and of the spans up to now, the strongest case. */
    private Optional<PooledTrial> pooled() {
        Optional<PooledTrial> oldest = IntStream.range(0, AgeCurve.size())
                .mapToObj(stretch -> trial(best(stretch), AgeCurve.panes(stretch)))
                .filter(PooledTrial::knows)
                .reduce((younger, older) -> older);
        Stream<PooledTrial> recent = IntStream.range(0, RecentGrowth.size())
                .mapToObj(span -> trial(present.recent().at(span), RecentGrowth.panes(span)))
                .filter(PooledTrial::knows);
        return Stream.concat(oldest.stream(), recent).max(Comparator.comparingDouble(PooledTrial::strength));
    }

    private Rises best(int stretch) {
        return cohort.ages().best(stretch, policy.fleet().leastLives());
    }

    private PooledTrial trial(Rises rises, int panes) {
        return new PooledTrial(rises, cohort.room(), panes, policy);
    }

    /** What the lives show together, short of each for itself. */
    private double strength() {
        double together = pooled.map(PooledTrial::strength).orElse(0.0);
        boolean worse = former.filter(FormerVersion::differs).isPresent();
        return worse ? Math.max(WORSE_THAN_FORMER, together) : together;
    }

    /** Its own version if it is a concern and known to grow by more than the one before; older growth began with neither. */
    String sinceVersion() {
        boolean began =
                verdict().isConcern() && former.filter(FormerVersion::began).isPresent();
        return began ? cohort.version() : "";
    }

    Verdict verdict() {
        if (strength >= 1 || leaksByItself()) {
            return Verdict.LEAKING;
        }
        return strength >= 0.5 || isSuspectByItself() ? Verdict.SUSPECT : Verdict.STEADY;
    }

    /** A share of the instances makes a version leak, or a single one that is far beyond doubt or beyond its peers. */
    private boolean leaksByItself() {
        boolean alone = peers.isPresent()
                ? isBeyondPeers() || (isFarBeyondDoubt() && !peers.get().areAlike())
                : isFarBeyondDoubt();
        return leaking() > 0 && (leakingShare() >= policy.minShareLeaking() || alone);
    }

    private boolean isSuspectByItself() {
        int suspect = present.verdicts().count(Verdict.SUSPECT);
        return leaking() > 0 || (suspect > 0 && (affected() >= policy.minShareLeaking() || isBeyondPeers()));
    }

    private boolean isBeyondPeers() {
        return peers.filter(one -> one.gate().passed()).isPresent();
    }

    private boolean isFarBeyondDoubt() {
        return worstScore() >= policy.loneScore();
    }

    private int leaking() {
        return present.verdicts().count(Verdict.LEAKING);
    }

    private double leakingShare() {
        return leaking() / (double) Math.max(1, present.verdicts().judged());
    }

    private double affected() {
        return (leaking() + present.verdicts().count(Verdict.SUSPECT))
                / (double) Math.max(1, present.verdicts().judged());
    }

    private double worstScore() {
        return present.worst().map(Witness::score).orElse(0.0);
    }

    double score() {
        double pooledScore = strength >= 0.5 ? Score.ofStrength(strength) : 0;
        double most = Math.max(worstScore(), pooledScore);
        return switch (verdict()) {
            case LEAKING -> Math.max(Score.LEAKING, most);
            case SUSPECT -> Math.min(Math.nextDown(Score.LEAKING), Math.max(Score.SUSPECT, most));
            default -> Math.min(Math.nextDown(Score.SUSPECT), most);
        };
    }

    /** Start of the time that decided. */
    long windowStartMillis(long atMillis) {
        long start = present.worst().map(Witness::windowStartMillis).orElse(atMillis);
        long together = strength > 0
                ? pooled.map(trial -> atMillis - trial.spanMillis()).orElse(atMillis)
                : atMillis;
        return Math.min(atMillis, Math.min(start, together));
    }

    /** Of a single instance its own robust slope, of several the pooled one, by age where it is that which decided. */
    Slope slope() {
        boolean byAge = strength >= 0.5 && leaking() == 0 && pooled.isPresent();
        if (byAge) {
            return pooled.get().slope();
        }
        return present.within().clusters() < 2
                ? present.worst().map(Witness::slope).orElse(Slope.NONE)
                : present.within().slope();
    }

    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.atLeast("share-leaking", leakingShare(), policy.minShareLeaking()));
        gates.add(Gate.atLeast("worst-score", worstScore(), policy.loneScore()));
        peers.ifPresent(one -> gates.add(one.gate()));
        pooled.ifPresent(trial -> gates.addAll(trial.gates()));
        former.ifPresent(version -> gates.addAll(version.gates()));
        gates.addAll(present.gates());
        return gates;
    }
}
