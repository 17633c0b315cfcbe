package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The highest pane floors of the past, by stretches of time that grow longer with age. Panes come in when they can no
 * longer change, so late readings have no effect on it.
 */
final class HighWater {
    /** Stretches kept at each resolution. */
    private static final int KEPT = 8;

    /** Length of a stretch in panes of its resolution. */
    private static final int LENGTH = 6;

    private final float[] high = new float[KEPT * Envelope.levels()];
    private long newestPane = Long.MIN_VALUE;

    HighWater() {
        clear();
    }

    void clear() {
        Arrays.fill(high, Float.NaN);
        newestPane = Long.MIN_VALUE;
    }

    void take(long pane, float floor) {
        for (int level = 0; level < Envelope.levels(); level++) {
            long stretch = stretch(level, pane);
            if (newestPane != Long.MIN_VALUE) {
                forget(level, stretch(level, newestPane), stretch);
            }
            int cell = cell(level, stretch);
            if (!(high[cell] >= floor) && !Float.isNaN(floor)) {
                high[cell] = floor;
            }
        }
        newestPane = pane;
    }

    /** The highest of all stretches that end before a pane, NaN if there is none. */
    float before(long pane) {
        float highest = Float.NaN;
        for (int level = 0; level < Envelope.levels() && newestPane != Long.MIN_VALUE; level++) {
            long newest = stretch(level, newestPane);
            for (long stretch = newest - KEPT + 1; stretch <= newest; stretch++) {
                float value = high[cell(level, stretch)];
                if (end(level, stretch) <= pane && !Float.isNaN(value) && !(highest >= value)) {
                    highest = value;
                }
            }
        }
        return highest;
    }

    private void forget(int level, long from, long to) {
        for (long stretch = Math.max(from + 1, to - KEPT + 1); stretch <= to; stretch++) {
            high[cell(level, stretch)] = Float.NaN;
        }
    }

    private static long stretch(int level, long pane) {
        return Math.floorDiv(pane, (long) LENGTH * Envelope.width(level));
    }

    private static long end(int level, long stretch) {
        return (stretch + 1) * LENGTH * Envelope.width(level);
    }

    private static int cell(int level, long stretch) {
        return level * KEPT + (int) Math.floorMod(stretch, (long) KEPT);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(newestPane);
        for (float value : high) {
            out.writeFloat(value);
        }
    }

    void readFrom(DataInput in) throws IOException {
        newestPane = in.readLong();
        for (int cell = 0; cell < high.length; cell++) {
            high[cell] = in.readFloat();
        }
    }
}
