package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;

/** One horizon's case for a leak: its fit, its shape, and every gate they have to pass. */
final class Trial {
    /**
     * A daily swing that stays below its limit never climbs faster than pi times its headroom a day; what climbs faster
     * cannot be one. In hours: 24 / pi.
     */
    private static final double FASTER_THAN_DAILY_HOURS = 24 / Math.PI;

    /** A day, and a quarter to see whether the second one starts higher. */
    private static final double BEYOND_DAILY_HOURS = 30;

    /** Slower than a day but nearly there: this share of the way is waited for. */
    private static final double NEARLY_THERE = 0.6;

    /** Strength of a case of which time and amount reach half of what is needed. */
    private static final double HALF = 0.5;

    /** Student's t by number of points, one-sided p = 0.001: one in a thousand for a test that is made every pane. */
    private static final double[] T_001 = {
        0, 0, 0, 318.31, 22.327, 10.215, 7.173, 5.893, 5.208, 4.785, 4.501, 4.297, 4.144
    };

    /** The same at p = 0.05, for horizons beyond a day, of which there are few and which the slope's interval guards too. */
    private static final double[] T_05 = {0, 0, 0, 6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812
    };

    private final FloorWindow window;
    private final Subject subject;
    private final Slope slope;
    private final Shape shape;
    private final Headroom headroom;
    private final double spanHours;
    private final double neededHours;
    private final double neededGrowth;
    private final double strength;

    Trial(FloorWindow window, Subject subject) {
        this.window = window;
        this.subject = subject;
        this.slope = TheilSen.fit(window.hours(), window.bytes(), window.count());
        this.shape = Shape.of(window);
        this.headroom = subject.headroomAbove(Math.min(subject.lowBytes(), window.least()));
        this.spanHours = window.spanHours(subject.source().paneMillis());
        this.neededHours = neededHours();
        this.neededGrowth = isBeyondDaily() ? subject.policy().slowGrowthOfHeadroom() : neededSoon();
        this.strength = weigh();
    }

    private boolean isBeyondDaily() {
        return spanHours >= BEYOND_DAILY_HOURS;
    }

    private double neededHours() {
        if (slope.midBytesPerHour() <= 0) {
            return BEYOND_DAILY_HOURS;
        }
        double hoursInAll = headroom.bytes() / slope.midBytesPerHour();
        return hoursInAll <= FASTER_THAN_DAILY_HOURS ? 0 : Math.min(BEYOND_DAILY_HOURS, NEARLY_THERE * hoursInAll);
    }

    /** The more of its settled life a series has spent growing, the less is known of how it is when it does not. */
    private double neededSoon() {
        long settledPanes = Math.max(1, window.endPane() - subject.source().settledPane());
        double share = Math.min(1, (window.endPane() - window.startPane()) / (double) settledPanes);
        return Math.max(subject.policy().minGrowthOfHeadroom(), subject.policy().newbornGrowthOfHeadroom() * share);
    }

    /** 1 and more if every gate is passed; from a half below 1 if only time and amount are short; else 0. */
    private double weigh() {
        double least = Math.min(
                Math.min(growthOfHeadroom(), 2 * windowGrowth()) / neededGrowth,
                neededHours == 0 ? Double.POSITIVE_INFINITY : spanHours / neededHours);
        if (least < HALF || !trendGate().passed() || !growthOfLevelGate().passed() || !isShapedLikeALeak()) {
            return 0;
        }
        return least;
    }

    private boolean isShapedLikeALeak() {
        return stepGate().passed()
                && flatteningGate().passed()
                && driftGate().passed()
                && pointsGate().passed()
                && managedGate().passed()
                && newsGate().passed();
    }

    private double growthOfHeadroom() {
        return headroom.shareUsedBy(shape.currentBytes());
    }

    private double windowGrowth() {
        return shape.growthBytes() / headroom.bytes();
    }

    private Gate trendGate() {
        return window.dense()
                ? new Gate("slope-low-bytes-per-hour", slope.lowBytesPerHour(), 0, slope.lowBytesPerHour() > 0)
                : new Gate("rising-pairs", shape.concordant() ? 1 : 0, 1, shape.concordant());
    }

    private Gate growthOfLevelGate() {
        double growth = (shape.currentBytes() - headroom.baseBytes()) / headroom.baseBytes();
        return Gate.atLeast(
                "growth-of-level",
                growth,
                window.dense()
                        ? subject.policy().minGrowthOfLevel()
                        : subject.policy().sparseGrowthOfLevel());
    }

    private Gate stepGate() {
        return Gate.atMost("step-share", shape.stepShare(), subject.policy().maxStepShare());
    }

    /** Flattening by a constant factor a third, the floor still has {@code first rise / (1 - factor)} to go in all. */
    private Gate flatteningGate() {
        double stillReaches = 1 - shape.earlyRiseBytes() / headroom.bytes();
        return Gate.atLeast("late-over-early", shape.lateOverEarly() + shape.lateError(), stillReaches);
    }

    private Gate driftGate() {
        double[] t = isBeyondDaily() ? T_05 : T_001;
        return Gate.atLeast("drift-over-walk", shape.drift(), t[window.count()]);
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

    /** How far the floor is beyond its range before the window, in widths of that range. */
    private Gate newsGate() {
        Envelope envelope = subject.source().envelope();
        double high = envelope.highBefore(window.startPane());
        double low = envelope.lowBetween(subject.source().settledPane(), window.startPane());
        double news = Double.isNaN(high) || Double.isNaN(low)
                ? Double.MAX_VALUE
                : (shape.currentBytes() - high) / Math.max(1, high - low);
        return Gate.atLeast("beyond-former-range", news, subject.policy().news());
    }

    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>(11);
        gates.add(pointsGate());
        gates.add(trendGate());
        gates.add(driftGate());
        gates.add(growthOfLevelGate());
        gates.add(Gate.atLeast("growth-of-headroom", growthOfHeadroom(), neededGrowth));
        gates.add(Gate.atLeast("window-growth-of-headroom", windowGrowth(), neededGrowth / 2));
        gates.add(Gate.atLeast("hours-of-evidence", spanHours, neededHours));
        gates.add(stepGate());
        gates.add(flatteningGate());
        gates.add(newsGate());
        if (subject.ceilingBytes() > 0) {
            gates.add(managedGate());
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
        return growthOfLevelGate().value();
    }

    boolean isStep() {
        return !stepGate().passed();
    }
}
