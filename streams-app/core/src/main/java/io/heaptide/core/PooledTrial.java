package io.heaptide.core;

import java.util.List;

/** The case that lives make together over one stretch: what a series has to show, with the spread between lives for its noise. */
final class PooledTrial {
    /** Strength of a case of which time and amount reach half of what is needed. */
    private static final double HALF = 0.5;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private static final double DAY = 24;

    /** The share of headroom that a daily swing may take: instances share their load, so they swing together. */
    private static final double DAILY_SWING = 0.6;

    private final Rises rises;
    private final Room room;
    private final long spanMillis;
    private final DetectorPolicy policy;

    PooledTrial(Rises rises, Room room, int panes, DetectorPolicy policy) {
        this.rises = rises;
        this.room = room;
        this.spanMillis = panes * policy.paneMillis();
        this.policy = policy;
    }

    /** Whether enough lives were seen to tell growth from none. */
    boolean knows() {
        return rises.lives() >= policy.fleet().leastLives();
    }

    /** 1 and more if every gate is passed; from a half below 1 if only the amount is short; else 0. */
    double strength() {
        double needed = neededGrowth();
        double swing = dailySwing();
        double least =
                Math.min(rises.growth() / needed, swing == 0 ? Double.POSITIVE_INFINITY : growthOfWayToLimit() / swing);
        return least >= HALF && knows() && isCommon() && isShapedLikeALeak() ? least : 0;
    }

    /** Whether the growth is one of the lives in general, and not of a few. */
    private boolean isCommon() {
        return growthGate().passed() && earlyGate().passed() && lateGate().passed();
    }

    private boolean isShapedLikeALeak() {
        return flatteningGate().passed() && jumpGate().passed();
    }

    /** As much as a single series needs that has no baseline behind it. */
    private double neededGrowth() {
        return room.unlimited() > 0 ? policy.newbornGrowthUnlimited() : policy.newbornGrowthOfHeadroom();
    }

    private double growthOfWayToLimit() {
        return rises.growth() * room.meanReach();
    }

    /** The most that a daily swing can rise within the stretch, at whatever hour: its share times sin(pi t / day). */
    private double dailySwing() {
        return hours() >= Trial.BEYOND_DAILY_HOURS
                ? 0
                : DAILY_SWING * Math.sin(Math.PI * Math.min(hours(), DAY / 2) / DAY);
    }

    private double hours() {
        return spanMillis / MILLIS_PER_HOUR;
    }

    private Gate growthGate() {
        double error = Math.max(Double.MIN_NORMAL, rises.growthError());
        return Gate.atLeast("pooled-growth-over-error", rises.growth() / error, quantile(StudentT.Z_001));
    }

    private Gate jumpGate() {
        return Gate.atLeast(
                "pooled-least-rise-share", rises.leastShare(), policy.fleet().leastRiseShare());
    }

    private Gate earlyGate() {
        return Gate.atLeast("pooled-early-growth-over-error", rises.earlyOverError(), quantile(StudentT.Z_05));
    }

    private Gate lateGate() {
        return Gate.atLeast("pooled-late-growth-over-error", rises.lateOverError(), quantile(StudentT.Z_05));
    }

    /** Student's t, one-sided. */
    private double quantile(double z) {
        return rises.lives() < 2 ? Double.MAX_VALUE : StudentT.quantile(z, rises.degrees());
    }

    /**
     * Flattening by a constant factor a quarter, growth still has {@code first rise / (1 - factor)} to go in all; from the
     * first rise to the last the factor counts twice. Only flattening beyond doubt excuses so much growth.
     */
    private Gate flatteningGate() {
        double stillReaches = 1 - Math.min(1, rises.meanEarly());
        return Gate.atLeast(
                "pooled-late-over-early",
                rises.lateOverEarly() + quantile(StudentT.Z_05) * rises.lateOverEarlyError(),
                stillReaches * stillReaches);
    }

    List<Gate> gates() {
        return List.of(
                Gate.atLeast("pooled-lives", rises.lives(), policy.fleet().leastLives()),
                Gate.atLeast("pooled-growth-of-headroom", rises.growth(), neededGrowth()),
                growthGate(),
                earlyGate(),
                lateGate(),
                Gate.atLeast("pooled-beyond-a-daily-swing", growthOfWayToLimit(), dailySwing()),
                flatteningGate(),
                jumpGate());
    }

    long spanMillis() {
        return spanMillis;
    }

    /** Mean growth of a life with its interval. */
    Slope slope() {
        double bytes = room.meanBytes() / hours();
        double mid = rises.growth() * bytes;
        double reach = rises.lives() < 2 ? 0 : quantile(StudentT.Z_95) * rises.growthError() * bytes;
        return new Slope(mid - reach, mid, mid + reach);
    }
}
