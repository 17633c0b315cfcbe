package io.heaptide.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One horizon's case for a leak: its fit, its shape, and every gate they have to pass. */
final class Trial {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** A day, and half of one to see whether the next starts higher; fills and warm-ups hardly ever last for longer. */
    static final double BEYOND_DAILY_HOURS = 36;

    /** A window over less than this share of a life is a part of it. */
    private static final double MOST_OF_LIFE = 0.5;

    /** Growth that goes with the load by more than this share is not a leak's. */
    private static final double MOSTLY_LOAD = 0.5;

    /** Share of its former slope that growth has to keep: a straight line keeps all, but for noise and a lighter day. */
    private static final double KEEPS_ON = 0.6;

    /** Points of the time before a window that tell its slope. */
    private static final int LEAST_FORMER = 3;

    /** A jump that explains this much of the growth is all there is. */
    private static final double NEARLY_ALL = 0.75;

    /** Strength of a case of which time and amount reach half of what is needed. */
    static final double SUSPICIOUS = 0.5;

    private final FloorWindow window;
    private final Subject subject;
    private final Slope slope;
    private final Shape shape;
    private final Headroom headroom;
    private final double spanHours;
    private final double dailySwing;
    private final double news;
    private final double neededGrowth;
    private final double strength;

    Trial(FloorWindow window, Subject subject) {
        this.window = window;
        this.subject = subject;
        this.slope = TheilSen.fit(window.hours(), window.bytes(), window.count());
        this.shape = Shape.of(window);
        this.headroom = subject.headroomAbove(Math.min(subject.lowBytes(), window.least()));
        this.spanHours = window.spanHours(subject.source().paneMillis());
        this.dailySwing = isBeyondDaily() ? 0 : new DailySwing(subject.source()).rise(window, spanHours, headroom);
        this.news = news();
        this.neededGrowth = isBeyondDaily() ? subject.policy().slowGrowthOfHeadroom() : neededSoon();
        this.strength = weigh();
    }

    /** Whether a horizon has grown by half of the least that could matter, so that a fit is worth its cost. */
    static boolean isWorthwhile(FloorWindow window, Subject subject) {
        return couldMatter(window.least(), window.current(), subject);
    }

    /** Whether any horizon over these floors could have. */
    static boolean isWorthwhile(float[] floors, Subject subject) {
        return couldMatter(Envelope.lowest(floors, Float.NaN), Envelope.highest(floors, Float.NaN), subject);
    }

    private static boolean couldMatter(double least, double current, Subject subject) {
        Headroom headroom = subject.headroomAbove(Math.min(subject.lowBytes(), least));
        double needed = Math.min(
                subject.policy().slowGrowthOfHeadroom(), subject.policy().minGrowthOfHeadroom());
        double grown = Math.min(headroom.shareUsedBy(current), 2 * (current - least) / headroom.bytes());
        return grown >= SUSPICIOUS * needed;
    }

    private boolean isBeyondDaily() {
        return spanHours >= BEYOND_DAILY_HOURS;
    }

    private double riseToLimit() {
        return Math.min(slope.midBytesPerHour() * spanHours, shape.growthBytes()) / headroom.toLimitBytes();
    }

    /** The less of a life the growth takes, the better is known what came before it. */
    private double neededSoon() {
        DetectorPolicy policy = subject.policy();
        double newborn =
                subject.limit().isPresent() ? policy.newbornGrowthOfHeadroom() : policy.newbornGrowthUnlimited();
        return hasBaseline(1) ? Math.max(policy.minGrowthOfHeadroom(), newborn * shareOfLife()) : newborn;
    }

    /** Whether the growth left behind a range that the series kept to for at least as long. */
    private boolean hasBaseline(double far) {
        return shareOfLife() < MOST_OF_LIFE && news >= far * subject.policy().breakaway();
    }

    /** 1 and more if every gate is passed; from a half below 1 if every gate is passed half way; else 0. */
    private double weigh() {
        double least = Math.min(
                Math.min(growthOfHeadroom(), 2 * windowGrowth()) / neededGrowth,
                dailySwing == 0 ? Double.POSITIVE_INFINITY : riseToLimit() / dailySwing);
        if (least < SUSPICIOUS || !isShapedLikeALeak(SUSPICIOUS)) {
            return 0;
        }
        return isShapedLikeALeak(1) ? least : Math.min(least, Math.nextDown(1.0));
    }

    /** Whether the gates of shape are passed that far: 1 all the way, which an alarm needs. */
    private boolean isShapedLikeALeak(double far) {
        return trendGate(far).passed()
                && growthOfLevelGate(far).passed()
                && driftGate(far).passed()
                && newsGate(far).passed()
                && lifeGate(far).passed()
                && stepGate().passed()
                && flatteningGate().passed()
                && slowingGate().passed()
                && pointsGate().passed()
                && managedGate().passed()
                && loadGate().passed();
    }

    private double growthOfHeadroom() {
        return headroom.shareUsedBy(shape.currentBytes());
    }

    private double windowGrowth() {
        return shape.growthBytes() / headroom.bytes();
    }

    /** An interval where there are points for it and an alarm to justify; else whether pairs rise. */
    private Gate trendGate(double far) {
        return window.dense() && far == 1
                ? new Gate("slope-low-bytes-per-hour", slope.lowBytesPerHour(), 0, slope.lowBytesPerHour() > 0)
                : new Gate("rising-pairs", shape.concordant() ? 1 : 0, 1, shape.concordant());
    }

    private Gate growthOfLevelGate(double far) {
        double growth = (shape.currentBytes() - headroom.baseBytes()) / headroom.baseBytes();
        return Gate.atLeast(
                "growth-of-level",
                growth,
                far
                        * (window.dense()
                                ? subject.policy().minGrowthOfLevel()
                                : subject.policy().sparseGrowthOfLevel()));
    }

    private Gate stepGate() {
        return Gate.atMost("step-share", shape.stepShare(), subject.policy().maxStepShare());
    }

    /** Flattening by a constant factor a third, the floor still has {@code first rise / (1 - factor)} to go in all. */
    private Gate flatteningGate() {
        double stillReaches = 1 - shape.earlyRiseBytes() / headroom.bytes();
        return Gate.atLeast("late-over-early", shape.lateOverEarly() + shape.lateError(), stillReaches);
    }

    /** What flattens as slowly as a logarithm may look straight in a window, but was steeper before. */
    private Gate slowingGate() {
        FloorWindow before = window.before(subject.source());
        if (before.count() < LEAST_FORMER) {
            return Gate.atLeast("slope-over-former-slope", shape.lateOverEarly(), KEEPS_ON);
        }
        double former =
                TheilSen.fit(before.hours(), before.bytes(), before.count()).midBytesPerHour();
        double kept = former > 0 ? slope.midBytesPerHour() / former : Double.MAX_VALUE;
        return Gate.atLeast("slope-over-former-slope", kept, KEEPS_ON);
    }

    /** Strict where the test is made every pane; of horizons beyond a day there are few, and the interval guards them too. */
    private Gate driftGate(double far) {
        double z = isBeyondDaily() ? StudentT.Z_95 : far < 1 ? StudentT.Z_01 : StudentT.Z_001;
        return Gate.atLeast("drift-over-walk", shape.drift(), StudentT.quantile(z, window.count() - 2));
    }

    private Gate pointsGate() {
        int needed = window.dense()
                ? FloorWindow.LEAST_DENSE
                : isBeyondDaily() ? FloorWindow.LEAST : subject.policy().sparsePoints();
        return Gate.atLeast("panes", window.count(), needed);
    }

    private Gate managedGate() {
        return Gate.atLeast("beyond-managed-heap-bytes", shape.currentBytes(), subject.ceilingBytes());
    }

    private Gate loadGate() {
        double explained = subject.load() == null ? 0 : LoadShare.of(window, window.of(subject.load()));
        return Gate.atMost("share-explained-by-load", explained, MOSTLY_LOAD);
    }

    /** How far the floor is beyond its range before the window, in widths of that range. */
    private double news() {
        Envelope envelope = subject.source().envelope();
        double high = subject.source().highBefore(window.level(), window.startPane());
        double low = envelope.lowBetween(subject.source().settledPane(), window.startPane());
        return Double.isNaN(high) || Double.isNaN(low)
                ? Double.MAX_VALUE
                : (shape.currentBytes() - high) / Math.max(1, high - low);
    }

    private Gate newsGate(double far) {
        return Gate.atLeast("beyond-former-range", news, far * subject.policy().news());
    }

    /** Without a baseline behind the growth, a part of it may look straight that as a whole flattens. */
    private Gate lifeGate(double far) {
        boolean known = isBeyondDaily() || hasBaseline(far);
        return Gate.atLeast("share-of-life", shareOfLife(), known ? 0 : MOST_OF_LIFE);
    }

    private double shareOfLife() {
        long settledPanes = Math.max(1, window.endPane() - subject.source().settledPane());
        return Math.min(1, (window.endPane() - window.startPane()) / (double) settledPanes);
    }

    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>(11);
        gates.add(pointsGate());
        gates.add(trendGate(1));
        gates.add(driftGate(1));
        gates.add(growthOfLevelGate(1));
        gates.add(Gate.atLeast("growth-of-headroom", growthOfHeadroom(), neededGrowth));
        gates.add(Gate.atLeast("window-growth-of-headroom", windowGrowth(), neededGrowth / 2));
        gates.add(Gate.atLeast("beyond-a-daily-swing", riseToLimit(), dailySwing));
        gates.add(stepGate());
        gates.add(flatteningGate());
        gates.add(slowingGate());
        gates.add(newsGate(1));
        gates.add(lifeGate(1));
        if (subject.ceilingBytes() > 0) {
            gates.add(managedGate());
        }
        if (subject.load() != null) {
            gates.add(loadGate());
        }
        return gates;
    }

    FloorWindow window() {
        return window;
    }

    Slope slope() {
        return slope;
    }

    Shape shape() {
        return shape;
    }

    double strength() {
        return strength;
    }

    /** Growth of this life's settled floor, as a share of its headroom. */
    double growth() {
        return growthOfHeadroom();
    }

    double growthOfLevel() {
        return growthOfLevelGate(1).value();
    }

    /** A jump is a step unless it is how the life began. */
    boolean isStep() {
        return shape.stepShare() > NEARLY_ALL && !(shape.startsWithStep() && coversWholeLife());
    }

    boolean coversWholeLife() {
        return window.startPane() <= subject.source().settledPane();
    }

    /** The line's level at a time, which a floor over blocks lags behind; never below that floor. */
    double levelAt(long atMillis) {
        long paneMillis = subject.source().paneMillis();
        double end = (atMillis - window.startPane() * paneMillis) / MILLIS_PER_HOUR;
        double[] levels = new double[window.count()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = window.bytes()[i] + slope.midBytesPerHour() * (end - window.hours()[i]);
        }
        Arrays.sort(levels);
        return Math.max(shape.currentBytes(), TheilSen.median(levels, levels.length));
    }
}
