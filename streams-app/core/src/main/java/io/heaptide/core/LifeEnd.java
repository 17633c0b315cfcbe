package io.heaptide.core;

import java.util.Arrays;

/** Whether a life that is over grew until its end. */
final class LifeEnd {
    /** Lives shorter than this many cells of their floor say nothing. */
    private static final int LEAST_CELLS = 6;

    /** Growth from the first third to the last, as a share of the level, that is no slack. */
    private static final double LEAST_GROWTH = 0.1;

    /** Share of it that falls in the second half for a line that does not flatten: half, less noise. */
    private static final double LATE_SHARE = 0.4;

    /** A single rise of more than this share of the growth is a step: work that began, not memory that was lost. */
    private static final double MOST_IN_ONE = 0.5;

    /** Share of a life that its floor has to reach back over. */
    private static final double MOST_OF_LIFE = 0.6;

    private LifeEnd() {}

    static boolean grew(Envelope envelope, long firstPane) {
        if (envelope.isEmpty()) {
            return false;
        }
        double[] floor = floor(envelope, firstPane);
        int third = floor.length / 3;
        if (floor.length < LEAST_CELLS) {
            return false;
        }
        double early = median(floor, 0, third);
        double middle = median(floor, third, floor.length - third);
        double late = median(floor, floor.length - third, floor.length);
        return late - early >= LEAST_GROWTH * early
                && late - middle >= LATE_SHARE * (late - early)
                && largestRise(floor) <= MOST_IN_ONE * (late - early);
    }

    /** The life's floor at the finest grain that reaches over most of it, its first tenth left out. */
    private static double[] floor(Envelope envelope, long firstPane) {
        long panes = envelope.newestPane() - firstPane + 1;
        int level = 0;
        while (level < Envelope.levels() - 1
                && (long) Envelope.kept(level) * Envelope.width(level) < MOST_OF_LIFE * panes) {
            level++;
        }
        long from = Math.floorDiv(firstPane + panes / 10, Envelope.width(level)) + 1;
        long to = Math.floorDiv(envelope.newestPane(), Envelope.width(level));
        double[] floor = new double[(int) Math.max(0, to - from + 1)];
        int count = 0;
        for (long index = from; index <= to; index++) {
            float value = envelope.floor(level, index);
            if (!Float.isNaN(value)) {
                floor[count++] = value;
            }
        }
        return Arrays.copyOf(floor, count);
    }

    private static double largestRise(double[] floor) {
        double largest = 0;
        for (int i = 1; i < floor.length; i++) {
            largest = Math.max(largest, floor[i] - floor[i - 1]);
        }
        return largest;
    }

    private static double median(double[] values, int from, int to) {
        double[] part = Arrays.copyOfRange(values, from, to);
        Arrays.sort(part);
        return TheilSen.median(part, part.length);
    }
}
