package io.heaptide.core;

import java.util.OptionalDouble;

/** How far a series' floor swung at the same hours of former days. */
final class DailySwing {
    private static final long DAY_MILLIS = 24 * 3_600_000L;

    /** Load does not keep to the minute: the same hours are a little more than the same time. */
    private static final long SLACK_MILLIS = 3_600_000L;

    private static final int WEEK = 7;

    /** Share of the panes of a time that have to hold a floor for it to be known. */
    private static final double MOSTLY = 0.75;

    private final FloorWindow.Source source;

    DailySwing(FloorWindow.Source source) {
        this.source = source;
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
            if (reaches(level, first) && first * Envelope.width(level) >= source.settledPane()) {
                return range(source.floors(level, first, count));
            }
        }
        return OptionalDouble.empty();
    }

    private boolean reaches(int level, long index) {
        return index > Math.floorDiv(source.envelope().newestPane(), Envelope.width(level)) - Envelope.kept(level);
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
