package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The low envelope of one series: the least reading of each pane, at five resolutions at once. A minimum does not care
 * about order or repetition, so late and repeated readings within the rings change nothing that they should not.
 */
final class Envelope extends FloorRings {
    /** Pane widths in base panes: at one minute these are 1, 5, 20, 60 and 240 minutes. */
    private static final int[] WIDTH = {1, 5, 20, 60, 240};

    /** Numbers of each level's first cell, for marks. */
    private static final int[] OFFSET = offsets();

    private static final int MARK_WORDS = (OFFSET[WIDTH.length] + Long.SIZE - 1) / Long.SIZE;
    private static final long[] UNMARKED = {};

    /** Of a series that is no usage: nothing is ever put into it. */
    static final Envelope NONE = new Envelope();

    private long[] marks = UNMARKED;
    private long newestPane = Long.MIN_VALUE;
    private char newestFloor = FloorCode.NONE;

    static int levels() {
        return WIDTH.length;
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
        emptyCells();
        marks = UNMARKED;
        newestPane = Long.MIN_VALUE;
        newestFloor = FloorCode.NONE;
    }

    /** Whether a base pane is still within reach of the finest ring. */
    boolean reaches(long pane) {
        return isEmpty() || pane > newestPane - kept(0);
    }

    /** Takes a reading; a mark says that it was seen right after a collection. */
    void put(long pane, float bytes, boolean mark) {
        char code = FloorCode.of(bytes);
        if (pane > newestPane) {
            advance(pane);
            newestFloor = code;
        } else if (pane == newestPane) {
            if (!mark && newestFloor <= code) {
                return; // the wider panes are at least as low: the hot path ends here
            }
            newestFloor = (char) Math.min(newestFloor, code);
        }
        for (int level = 0; level < WIDTH.length; level++) {
            int cell = cell(level, Math.floorDiv(pane, WIDTH[level]));
            char floor = code(level, cell);
            if (floor == FloorCode.NONE || floor > code) {
                setCode(level, cell, code);
            }
            if (mark) {
                mark(OFFSET[level] + cell);
            }
        }
    }

    private void mark(int number) {
        if (marks.length == 0) {
            marks = new long[MARK_WORDS];
        }
        marks[number >> 6] |= 1L << number;
    }

    /** The least reading of a pane, NaN if it is empty or out of reach. */
    float floor(int level, long index) {
        return inReach(level, index) ? FloorCode.bytes(code(level, cell(level, index))) : Float.NaN;
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
        long from = Math.max(Math.max(firstIndex, newest - kept(level) + 1), settled);
        long to = Math.min(firstIndex + count - 1, newest);
        int cell = from <= to ? cell(level, from) : 0;
        for (long index = from; index <= to; index++) {
            if (!markedOnly || isMarked(level, cell)) {
                floors[(int) (index - firstIndex)] = FloorCode.bytes(code(level, cell));
            }
            cell = next(level, cell);
        }
        return floors;
    }

    boolean marked(int level, long index) {
        return inReach(level, index) && isMarked(level, cell(level, index));
    }

    private boolean isMarked(int level, int cell) {
        int number = OFFSET[level] + cell;
        return marks.length > 0 && (marks[number >> 6] & 1L << number) != 0;
    }

    /** The lowest pane floor known from {@code fromPane} to before {@code toPane}, NaN if none is known. */
    float lowBetween(long fromPane, long toPane) {
        char low = FloorCode.NONE;
        for (int level = 0; level < WIDTH.length && !isEmpty(); level++) {
            long newest = Math.floorDiv(newestPane, WIDTH[level]);
            long from = Math.max(newest - kept(level) + 1, -Math.floorDiv(-fromPane, (long) WIDTH[level]));
            long to = Math.min(newest, Math.floorDiv(toPane, (long) WIDTH[level]) - 1);
            int cell = from <= to ? cell(level, from) : 0;
            for (long index = from; index <= to; index++) {
                char floor = code(level, cell);
                low = low == FloorCode.NONE || (floor != FloorCode.NONE && floor < low) ? floor : low;
                cell = next(level, cell);
            }
        }
        return FloorCode.bytes(low);
    }

    private static int next(int level, int cell) {
        return cell + 1 == kept(level) ? 0 : cell + 1;
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
        return !isEmpty() && index <= newest && index > newest - kept(level);
    }

    private void advance(long pane) {
        if (!isEmpty()) {
            for (int level = 0; level < WIDTH.length; level++) {
                forget(level, Math.floorDiv(newestPane, WIDTH[level]), Math.floorDiv(pane, WIDTH[level]));
            }
        }
        newestPane = pane;
    }

    /** Empties the cells that panes after {@code from} up to {@code to} will use. */
    private void forget(int level, long from, long to) {
        for (long index = Math.max(from + 1, to - kept(level) + 1); index <= to; index++) {
            int cell = cell(level, index);
            setCode(level, cell, FloorCode.NONE);
            if (marks.length > 0) {
                int number = OFFSET[level] + cell;
                marks[number >> 6] &= ~(1L << number);
            }
        }
    }

    private static int cell(int level, long index) {
        return (int) Math.floorMod(index, (long) kept(level));
    }

    private static int[] offsets() {
        int[] offset = new int[WIDTH.length + 1];
        for (int level = 0; level < WIDTH.length; level++) {
            offset[level + 1] = offset[level] + kept(level);
        }
        return offset;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(!isEmpty());
        if (isEmpty()) {
            return;
        }
        Wire.writeNumber(out, newestPane);
        for (int level = 0; level < WIDTH.length; level++) {
            writeRing(level, newestCell(level), out);
        }
        out.writeBoolean(marks.length > 0);
        for (long word : marks) {
            out.writeLong(word);
        }
    }

    private int newestCell(int level) {
        return cell(level, Math.floorDiv(newestPane, WIDTH[level]));
    }

    static Envelope readFrom(DataInput in) throws IOException {
        Envelope envelope = new Envelope();
        if (in.readBoolean()) {
            envelope.newestPane = Wire.readNumber(in);
            for (int level = 0; level < WIDTH.length; level++) {
                envelope.readRing(level, envelope.newestCell(level), in);
            }
            envelope.newestFloor = envelope.code(0, envelope.newestCell(0));
            envelope.marks = in.readBoolean() ? readMarks(in) : UNMARKED;
        }
        return envelope;
    }

    private static long[] readMarks(DataInput in) throws IOException {
        long[] marks = new long[MARK_WORDS];
        for (int word = 0; word < MARK_WORDS; word++) {
            marks[word] = in.readLong();
        }
        return marks;
    }
}
