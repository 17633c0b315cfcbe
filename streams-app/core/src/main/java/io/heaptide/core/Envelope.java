package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The low envelope of one series: the least reading of each pane, at five resolutions at once. A minimum does not care
 * about order or repetition, so late and repeated readings within the rings change nothing that they should not.
 */
final class Envelope {
    /** Pane widths in base panes: at one minute these are 1, 5, 20, 60 and 240 minutes. */
    private static final int[] WIDTH = {1, 5, 20, 60, 240};

    /** Panes kept at each width: 24 minutes, 2 hours, 8 hours, 36 hours and 6 days at one minute. */
    private static final int[] KEPT = {24, 24, 24, 36, 36};

    private static final int[] OFFSET = offsets();
    private static final int CELLS = OFFSET[WIDTH.length];
    private static final int MARK_WORDS = (CELLS + Long.SIZE - 1) / Long.SIZE;

    /** Of a series that is no usage: nothing is ever put into it. */
    static final Envelope NONE = new Envelope();

    private final float[] floor = new float[CELLS];
    private final long[] marks = new long[MARK_WORDS];
    private final HighWater highs = new HighWater();
    private long newestPane = Long.MIN_VALUE;
    private int newestCell;

    Envelope() {
        clear();
    }

    static int levels() {
        return WIDTH.length;
    }

    static int kept(int level) {
        return KEPT[level];
    }

    static int width(int level) {
        return WIDTH[level];
    }

    boolean isEmpty() {
        return newestPane == Long.MIN_VALUE;
    }

    /** Index of the newest base pane that holds a reading. */
    long newestPane() {
        return newestPane;
    }

    void clear() {
        Arrays.fill(floor, Float.NaN);
        Arrays.fill(marks, 0);
        highs.clear();
        newestPane = Long.MIN_VALUE;
    }

    /** Whether a base pane is still within reach of the finest ring. */
    boolean reaches(long pane) {
        return isEmpty() || pane > newestPane - KEPT[0];
    }

    /** Takes a reading; a mark says that it was seen right after a collection. */
    void put(long pane, float bytes, boolean mark) {
        if (pane > newestPane) {
            advance(pane);
        } else if (!mark && pane == newestPane && floor[newestCell] <= bytes) {
            return; // the wider panes are at least as low: the hot path ends here
        }
        for (int level = 0; level < WIDTH.length; level++) {
            int cell = cell(level, Math.floorDiv(pane, WIDTH[level]));
            if (!(floor[cell] <= bytes)) { // also replaces NaN
                floor[cell] = bytes;
            }
            if (mark) {
                marks[cell >> 6] |= 1L << cell;
            }
        }
    }

    /** The least reading of a pane, NaN if it is empty or out of reach. */
    float floor(int level, long index) {
        return inReach(level, index) ? floor[cell(level, index)] : Float.NaN;
    }

    boolean marked(int level, long index) {
        if (!inReach(level, index)) {
            return false;
        }
        int cell = cell(level, index);
        return (marks[cell >> 6] & 1L << cell) != 0;
    }

    /** The highest pane floor known before a base pane, NaN if none is known. */
    float highBefore(long pane) {
        float high = highs.before(pane);
        for (long index = newestPane - KEPT[0] + 1; index < pane && !isEmpty(); index++) {
            float value = floor(0, index);
            if (!(value <= high)) {
                high = Float.isNaN(value) ? high : value;
            }
        }
        return high;
    }

    /** The lowest pane floor known from {@code fromPane} to before {@code toPane}, NaN if none is known. */
    float lowBetween(long fromPane, long toPane) {
        float low = Float.NaN;
        for (int level = 0; level < WIDTH.length; level++) {
            long newest = Math.floorDiv(newestPane, WIDTH[level]);
            for (long index = Math.max(newest - KEPT[level] + 1, -Math.floorDiv(-fromPane, (long) WIDTH[level]));
                    (index + 1) * WIDTH[level] <= toPane;
                    index++) {
                float value = floor(level, index);
                if (!(value >= low)) {
                    low = Float.isNaN(value) ? low : value;
                }
            }
        }
        return low;
    }

    private boolean inReach(int level, long index) {
        long newest = Math.floorDiv(newestPane, WIDTH[level]);
        return !isEmpty() && index <= newest && index > newest - KEPT[level];
    }

    private void advance(long pane) {
        if (!isEmpty()) {
            for (long index = newestPane - KEPT[0] + 1; index <= pane - KEPT[0] && index <= newestPane; index++) {
                highs.take(index, floor[cell(0, index)]);
            }
            for (int level = 0; level < WIDTH.length; level++) {
                forget(level, Math.floorDiv(newestPane, WIDTH[level]), Math.floorDiv(pane, WIDTH[level]));
            }
        }
        newestPane = pane;
        newestCell = cell(0, pane);
    }

    /** Empties the cells that panes after {@code from} up to {@code to} will use. */
    private void forget(int level, long from, long to) {
        for (long index = Math.max(from + 1, to - KEPT[level] + 1); index <= to; index++) {
            int cell = cell(level, index);
            floor[cell] = Float.NaN;
            marks[cell >> 6] &= ~(1L << cell);
        }
    }

    private static int cell(int level, long index) {
        return OFFSET[level] + (int) Math.floorMod(index, (long) KEPT[level]);
    }

    private static int[] offsets() {
        int[] offset = new int[WIDTH.length + 1];
        for (int level = 0; level < WIDTH.length; level++) {
            offset[level + 1] = offset[level] + KEPT[level];
        }
        return offset;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(newestPane);
        if (isEmpty()) {
            return;
        }
        for (float value : floor) {
            out.writeFloat(value);
        }
        for (long word : marks) {
            out.writeLong(word);
        }
        highs.writeTo(out);
    }

    static Envelope readFrom(DataInput in) throws IOException {
        Envelope envelope = new Envelope();
        envelope.newestPane = in.readLong();
        if (!envelope.isEmpty()) {
            envelope.newestCell = cell(0, envelope.newestPane);
            for (int cell = 0; cell < CELLS; cell++) {
                envelope.floor[cell] = in.readFloat();
            }
            for (int word = 0; word < MARK_WORDS; word++) {
                envelope.marks[word] = in.readLong();
            }
            envelope.highs.readFrom(in);
        }
        return envelope;
    }
}
