package io.heaptide.core;

import java.util.OptionalDouble;

/** How far a series' floor may swing within a day: as far as at the same hours of former days, and some. */
final class DailySwing {
    private static final long DAY_MILLIS = 24 * 3_600_000L;

    /** Load does not keep to the minute: the same hours are a little more than the same time. */
    private static final long SLACK_MILLIS = 3_600_000L;

    private static final int WEEK = 7;

    /** Hours of a day. */
    private static final double DAY = 24;

    /**
     * The share of its headroom that a daily swing may take. A service that swings further is in danger once a day; one
     * that leaks passes this share too, before it is too late.
     */
    private static final double UNSEEN_SWING = 0.6;

    /** The same where yesterday is known, but not this day of the week. */
    private static final double UNSEEN_WEEKDAY_SWING = 0.25;

    /** A day may swing this many times as far as any that was seen. */
    private static final double BUSIER_DAY = 2;

    /** Share of the panes of a time that have to hold a floor for it to be known. */
    private static final double MOSTLY = 0.75;

    private final FloorWindow.Source source;

    DailySwing(FloorWindow.Source source) {
        this.source = source;
    }

    /** What the swing of a day may rise within a window, as a share of the way to the limit. */
    double rise(FloorWindow window, double spanHours, Headroom headroom) {
        OptionalDouble seen = widest(window.startPane(), window.endPane());
        if (seen.isEmpty()) {
            return swing(UNSEEN_SWING, spanHours);
        }
        double unseen = knowsWeek(window.startPane(), window.endPane()) ? 0 : swing(UNSEEN_WEEKDAY_SWING, spanHours);
        return Math.max(BUSIER_DAY * seen.getAsDouble() / headroom.toLimitBytes(), unseen);
    }

    /**
     * The most that a daily swing of a share of the headroom can rise within a window, at whatever hour: its share times
     * sin(pi t / day). From the first block to the lesser of the last two it has two blocks less than the window.
     */
    private static double swing(double share, double spanHours) {
        double hours = Math.min(spanHours * (FloorWindow.BLOCKS - 2) / FloorWindow.BLOCKS, DAY / 2);
        return share * Math.sin(Math.PI * hours / DAY);
    }

    /** The widest range of the floor around the same time of a former day of the week, empty if yesterday is not known. */
    OptionalDouble widest(long startPane, long endPane) {
        OptionalDouble widest = onDay(1, startPane, endPane);
        for (int day = 2; day <= WEEK && widest.isPresent(); day++) {
            widest = OptionalDouble.of(Math.max(
                    widest.getAsDouble(), onDay(day, startPane, endPane).orElse(0)));
        }
        return widest;
    }

    /** Whether every day of the week has been seen at this time. */
    boolean knowsWeek(long startPane, long endPane) {
        return onDay(WEEK, startPane, endPane).isPresent();
    }

    private OptionalDouble onDay(int daysAgo, long startPane, long endPane) {
        long fromMillis = startPane * source.paneMillis() - daysAgo * DAY_MILLIS - SLACK_MILLIS;
        long toMillis = endPane * source.paneMillis() - daysAgo * DAY_MILLIS + SLACK_MILLIS;
        for (int level = 0; level < Envelope.levels(); level++) {
            long widthMillis = Envelope.width(level) * source.paneMillis();
            long first = Math.floorDiv(fromMillis, widthMillis);
            int count = (int) Math.min(Envelope.kept(level), Math.floorDiv(toMillis - 1, widthMillis) - first + 1);
            if (source.reaches(level, first * Envelope.width(level))
                    && first * Envelope.width(level) >= source.settledPane()) {
                return range(source.floors(level, first, count));
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble range(float[] floors) {
        int known = 0;
        for (float floor : floors) {
            known += Float.isNaN(floor) ? 0 : 1;
        }
        return known < MOSTLY * floors.length
                ? OptionalDouble.empty()
                : OptionalDouble.of(Envelope.highest(floors, Float.NaN) - Envelope.lowest(floors, Float.NaN));
    }
}
