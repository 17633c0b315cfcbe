package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service's allocation sites say together of its growth: evidence that readings of memory do not have. Sites whose
 * survivors stay as they are veto an alarm; one that grows beyond doubt lets a suspicion weigh more.
 *
 * @param liveBytes of all sites, an instance
 * @param growthBytesPerHour of all sites, an instance
 * @param errorBytesPerHour standard error of that growth from sampling
 * @param fastestBytesPerHour what the site that grows most grows by for certain: its growth less three standard errors
 * @param steps snapshots that count, each against the one before
 */
public record SiteTestimony(
        double liveBytes,
        double growthBytesPerHour,
        double errorBytesPerHour,
        double fastestBytesPerHour,
        double steps) {
    /** Snapshots before sites are heard: survivors of one collection are not those of the next. */
    private static final double LEAST_STEPS = 8;

    /** Sites that account for less of the memory that is judged say nothing of the rest, which may leak. */
    private static final double LEAST_COVERAGE = 0.5;

    /** Growth of the sites, as a share of the service's, below which they are as they were. */
    private static final double STEADY = 0.25;

    /** Share of the service's growth that one site must explain to speak for the suspicion. */
    private static final double EXPLAINS = 0.5;

    private static final double ERRORS = 3;

    static SiteTestimony of(List<SiteGrowth> sites, double steps) {
        double live = 0;
        double growth = 0;
        double variance = 0;
        double fastest = 0;
        for (SiteGrowth site : sites) {
            live += site.liveBytes();
            growth += site.growthBytesPerHour();
            variance += site.errorBytesPerHour() * site.errorBytesPerHour();
            fastest = Math.max(fastest, site.growthBytesPerHour() - ERRORS * site.errorBytesPerHour());
        }
        return new SiteTestimony(live, growth, Math.sqrt(variance), fastest, steps);
    }

    /** The same score, unless the sites have something to say against its verdict, or for it. */
    public ServiceScore heard(ServiceScore score) {
        double slope = score.slope().midBytesPerHour();
        if (steps < LEAST_STEPS || slope <= 0) {
            return score;
        }
        return switch (score.verdict()) {
            case LEAKING -> vetoes(score, slope) ? vetoed(score, slope) : score;
            case SUSPECT -> fastestBytesPerHour >= EXPLAINS * slope ? raised(score, slope) : score;
            default -> score;
        };
    }

    /** Only of a heap: beside it a process may leak what no site of the heap shows. */
    private boolean vetoes(ServiceScore score, double slope) {
        return !score.signal().isEmpty()
                && SignalRole.of(new SeriesId(score.signal(), "")).isHeap()
                && liveBytes >= LEAST_COVERAGE * score.levelBytes()
                && growthBytesPerHour + ERRORS * errorBytesPerHour < STEADY * slope;
    }

    private ServiceScore vetoed(ServiceScore score, double slope) {
        Gate gate = Gate.atLeast("growth-of-sites", growthBytesPerHour / slope, STEADY);
        return with(score, Verdict.SUSPECT, Math.nextDown(Score.LEAKING), gate);
    }

    /** Half way to an alarm: that it is one code path says where, not whether a cache is filling. */
    private ServiceScore raised(ServiceScore score, double slope) {
        Gate gate = Gate.atLeast("growth-of-one-site", fastestBytesPerHour / slope, EXPLAINS);
        return with(score, Verdict.SUSPECT, (score.score() + Math.nextDown(Score.LEAKING)) / 2, gate);
    }

    private static ServiceScore with(ServiceScore score, Verdict verdict, double points, Gate gate) {
        List<Gate> gates = new ArrayList<>(score.gates());
        gates.add(0, gate);
        return new ServiceScore(
                score.service(),
                score.version(),
                score.sinceVersion(),
                score.windowStartMillis(),
                score.atMillis(),
                verdict,
                points,
                score.signal(),
                score.instances(),
                score.leaking(),
                score.suspect(),
                score.shareAffected(),
                score.levelBytes(),
                score.slope(),
                score.limitBytes(),
                score.timeToLimit(),
                score.firstToDie(),
                gates);
    }
}
