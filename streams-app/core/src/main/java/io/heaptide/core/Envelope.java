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

    /** Panes kept at each width: 24 minutes, 2 hours, 8 hours, 3 days and 8 days at one minute. */
    private static final int[] KEPT = {24, 24, 24, 72, 48};

    private static final int[] OFFSET = offsets();
    private static final int CELLS = OFFSET[WIDTH.length];
    private static final int MARK_WORDS = (CELLS + Long.SIZE - 1) / Long.SIZE;

    /** Of a series that is no usage: nothing is ever put into it. */
    static final Envelope NONE = new Envelope();

    private final char[] floor = new char[CELLS];
    private final long[] marks = new long[MARK_WORDS];
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
        Arrays.fill(floor, FloorCode.NONE);
        Arrays.fill(marks, 0);
        newestPane = Long.MIN_VALUE;
    }

    /** Whether a base pane is still within reach of the finest ring. */
    boolean reaches(long pane) {
        return isEmpty() || pane > newestPane - KEPT[0];
    }

    /** Takes a reading; a mark says that it was seen right after a collection. */
    void put(long pane, float bytes, boolean mark) {
        char code = FloorCode.of(bytes);
        if (pane > newestPane) {
            advance(pane);
        } else if (!mark && pane == newestPane && floor[newestCell] <= code) {
            return; // the wider panes are at least as low: the hot path ends here
        }
        for (int level = 0; level < WIDTH.length; level++) {
            int cell = cell(level, Math.floorDiv(pane, WIDTH[level]));
            if (floor[cell] == FloorCode.NONE || floor[cell] > code) {
                floor[cell] = code;
            }
            if (mark) {
                marks[cell >> 6] |= 1L << cell;
            }
        }
    }

    /** The least reading of a pane, NaN if it is empty or out of reach. */
    float floor(int level, long index) {
        return inReach(level, index) ? FloorCode.bytes(floor[cell(level, index)]) : Float.NaN;
    }

    /**
     * The least readings of consecutive panes of a level, oldest first; NaN where a pane is empty, out of reach, before
     * {@code fromPane}, or without a mark where only marked ones count.
     */
    float[] floors(int level, long firstIndex, int count, long fromPane, boolean markedOnly) {
        float[] floors = new float[count];
        Arrays.fill(floors, Float.NaN);
        if (isEmpty()) {
            return floors;
        }
        long newest = Math.floorDiv(newestPane, WIDTH[level]);
        long settled = fromPane == Long.MIN_VALUE ? fromPane : -Math.floorDiv(-fromPane, (long) WIDTH[level]);
        long from = Math.max(Math.max(firstIndex, newest - KEPT[level] + 1), settled);
        long to = Math.min(firstIndex + count - 1, newest);
        int cell = from <= to ? cell(level, from) : 0;
        for (long index = from; index <= to; index++) {
            if (!markedOnly || isMarked(cell)) {
                floors[(int) (index - firstIndex)] = FloorCode.bytes(floor[cell]);
            }
            cell = next(level, cell);
        }
        return floors;
    }

    boolean marked(int level, long index) {
        return inReach(level, index) && isMarked(cell(level, index));
    }

    private boolean isMarked(int cell) {
        return (marks[cell >> 6] & 1L << cell) != 0;
    }

    /** The lowest pane floor known from {@code fromPane} to before {@code toPane}, NaN if none is known. */
    float lowBetween(long fromPane, long toPane) {
        char low = FloorCode.NONE;
        for (int level = 0; level < WIDTH.length && !isEmpty(); level++) {
            long newest = Math.floorDiv(newestPane, WIDTH[level]);
            long from = Math.max(newest - KEPT[level] + 1, -Math.floorDiv(-fromPane, (long) WIDTH[level]));
            long to = Math.min(newest, Math.floorDiv(toPane, (long) WIDTH[level]) - 1);
            int cell = from <= to ? cell(level, from) : 0;
            for (long index = from; index <= to; index++) {
                low = low == FloorCode.NONE || (floor[cell] != FloorCode.NONE && floor[cell] < low) ? floor[cell] : low;
                cell = next(level, cell);
            }
        }
        return FloorCode.bytes(low);
    }

    private static int next(int level, int cell) {
        return cell + 1 == OFFSET[level + 1] ? OFFSET[level] : cell + 1;
    }

    /** The least of some floors and another, the empty ones left out. */
    static float lowest(float[] floors, float other) {
        float low = other;
        for (float floor : floors) {
            if (!(floor >= low)) {
                low = Float.isNaN(floor) ? low : floor;
            }
        }
        return low;
    }

    /** The greatest of some floors and another, the empty ones left out. */
    static float highest(float[] floors, float other) {
        float high = other;
        for (float floor : floors) {
            if (!(floor <= high)) {
                high = Float.isNaN(floor) ? high : floor;
            }
        }
        return high;
    }

    private boolean inReach(int level, long index) {
        long newest = Math.floorDiv(newestPane, WIDTH[level]);
        return !isEmpty() && index <= newest && index > newest - KEPT[level];
    }

    private void advance(long pane) {
        if (!isEmpty()) {
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
            floor[cell] = FloorCode.NONE;
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
        for (char code : floor) {
            out.writeChar(code);
        }
        for (long word : marks) {
            out.writeLong(word);
        }
    }

    static Envelope readFrom(DataInput in) throws IOException {
        Envelope envelope = new Envelope();
        envelope.newestPane = in.readLong();
        if (!envelope.isEmpty()) {
            envelope.newestCell = cell(0, envelope.newestPane);
            for (int cell = 0; cell < CELLS; cell++) {
                envelope.floor[cell] = in.readChar();
            }
            for (int word = 0; word < MARK_WORDS; word++) {
                envelope.marks[word] = in.readLong();
            }
        }
        return envelope;
    }
}
