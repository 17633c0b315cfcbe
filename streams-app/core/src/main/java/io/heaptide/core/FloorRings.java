package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The cells of an envelope's rings, in as few bytes as they can be: one each as long as a ring's floors are within about a
 * quarter of each other, as most are, else two. Written, a ring takes as many bits a cell as its range asks for.
 *
 * <p>Extended rather than held by {@link Envelope}, because an object less is a twentieth of what a series takes.
 */
abstract sealed class FloorRings permits Envelope {
    /** Cells of each ring. */
    private static final int[] KEPT = {24, 24, 24, 72, 48};

    private static final int RINGS = KEPT.length;

    /** The codes that narrow cells count from, one a ring, stand before the cells. */
    private static final int BASES = RINGS * Character.BYTES;

    /** Steps above its ring's base that a narrow cell can hold: zero says that it is empty. */
    private static final int MOST_STEPS = 254;

    /** Where each ring begins, and after the last where they end, by which of them are wide. */
    private static final int[][] START = starts();

    private byte[] cells = new byte[START[0][RINGS]];
    private byte wide;

    static int kept(int ring) {
        return KEPT[ring];
    }

    static int rings() {
        return RINGS;
    }

    private static int[][] starts() {
        int[][] starts = new int[1 << RINGS][RINGS + 1];
        for (int mask = 0; mask < starts.length; mask++) {
            starts[mask][0] = BASES;
            for (int ring = 0; ring < RINGS; ring++) {
                int width = (mask >> ring & 1) == 1 ? Character.BYTES : Byte.BYTES;
                starts[mask][ring + 1] = starts[mask][ring] + width * KEPT[ring];
            }
        }
        return starts;
    }

    /** What a cell holds, {@link FloorCode#NONE} if it is empty. */
    final char code(int ring, int cell) {
        int start = START[wide][ring];
        if (isWide(ring)) {
            return charAt(start + cell * Character.BYTES);
        }
        int steps = cells[start + cell] & 0xFF;
        return steps == 0 ? FloorCode.NONE : (char) (base(ring) + steps - 1);
    }

    final void setCode(int ring, int cell, char code) {
        if (!isWide(ring) && code != FloorCode.NONE && !isNear(ring, code)) {
            makeRoom(ring, code);
        }
        int start = START[wide][ring];
        if (isWide(ring)) {
            putChar(start + cell * Character.BYTES, code);
        } else {
            cells[start + cell] = (byte) (code == FloorCode.NONE ? 0 : code - base(ring) + 1);
        }
    }

    final void emptyCells() {
        if (wide != 0) {
            wide = 0;
            cells = new byte[START[0][RINGS]];
        } else {
            Arrays.fill(cells, (byte) 0);
        }
    }

    private boolean isWide(int ring) {
        return (wide >> ring & 1) == 1;
    }

    private int base(int ring) {
        return charAt(ring * Character.BYTES);
    }

    private boolean isNear(int ring, char code) {
        int steps = code - base(ring);
        return steps >= 0 && steps < MOST_STEPS;
    }

    /** Moves a narrow ring's base, or widens the ring, so that it can hold a code. */
    private void makeRoom(int ring, char code) {
        int kept = KEPT[ring];
        char[] codes = new char[kept];
        int least = code;
        int greatest = code;
        for (int cell = 0; cell < kept; cell++) {
            codes[cell] = code(ring, cell);
            if (codes[cell] != FloorCode.NONE) {
                least = Math.min(least, codes[cell]);
                greatest = Math.max(greatest, codes[cell]);
            }
        }
        if (greatest - least < MOST_STEPS) {
            putChar(ring * Character.BYTES, (char) Math.max(1, least - (MOST_STEPS - 1 - greatest + least) / 2));
        } else {
            widen(ring);
        }
        for (int cell = 0; cell < kept; cell++) {
            setCode(ring, cell, codes[cell]);
        }
    }

    private void widen(int ring) {
        int[] from = START[wide];
        wide |= (byte) (1 << ring);
        int[] to = START[wide];
        byte[] wider = new byte[to[RINGS]];
        System.arraycopy(cells, 0, wider, 0, from[ring]);
        System.arraycopy(cells, from[ring + 1], wider, to[ring + 1], from[RINGS] - from[ring + 1]);
        cells = wider;
    }

    private char charAt(int at) {
        return (char) (cells[at] << Byte.SIZE | (cells[at + 1] & 0xFF));
    }

    private void putChar(int at, char value) {
        cells[at] = (byte) (value >> Byte.SIZE);
        cells[at + 1] = (byte) value;
    }

    /** Writes a ring from its newest cell back to the oldest that is not empty. */
    final void writeRing(int ring, int newestCell, DataOutput out) throws IOException {
        int kept = KEPT[ring];
        char[] codes = new char[kept];
        int count = 0;
        int least = Character.MAX_VALUE;
        int greatest = 0;
        for (int back = 0; back < kept; back++) {
            codes[back] = code(ring, Math.floorMod(newestCell - back, kept));
            if (codes[back] != FloorCode.NONE) {
                count = back + 1;
                least = Math.min(least, codes[back]);
                greatest = Math.max(greatest, codes[back]);
            }
        }
        out.writeByte(count);
        if (count > 0) {
            out.writeChar(least);
            BitPack.write(codes, count, least, Integer.SIZE - Integer.numberOfLeadingZeros(greatest - least + 1), out);
        }
    }

    final void readRing(int ring, int newestCell, DataInput in) throws IOException {
        int kept = KEPT[ring];
        int count = in.readUnsignedByte();
        if (count > kept) {
            throw new IOException("ring " + ring + " must hold at most " + kept + " floors, got " + count);
        }
        if (count == 0) {
            return;
        }
        char[] codes = BitPack.read(count, in.readChar(), in);
        for (int back = 0; back < count; back++) {
            setCode(ring, Math.floorMod(newestCell - back, kept), codes[back]);
        }
    }
}
