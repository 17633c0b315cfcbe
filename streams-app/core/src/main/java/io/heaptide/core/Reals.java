package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in the fewest bytes that lose nothing: thresholds are short decimals, floors are as exact as a float. */
final class Reals {
    private static final int ZERO = 0;
    private static final int THOUSANDTHS = 1;
    private static final int FLOAT = 2;
    private static final int DOUBLE = 3;

    /** Bits that a kind takes. */
    static final int KIND_BITS = 2;

    private static final double PER_UNIT = 1000;

    private Reals() {}

    /** How a number is written, which whoever reads it has to know. */
    static int kind(double value) {
        if (isSame(value, 0)) {
            return ZERO;
        }
        double thousandths = Math.rint(value * PER_UNIT);
        if (thousandths != 0 && Math.abs(thousandths) <= Integer.MAX_VALUE && isSame(thousandths / PER_UNIT, value)) {
            return THOUSANDTHS;
        }
        return isSame((float) value, value) ? FLOAT : DOUBLE;
    }

    private static boolean isSame(double one, double other) {
        return Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
    }

    /** The nearest number that is no double, for what is only shown; what is beyond them stays as it is. */
    static double rounded(double value) {
        return kind(value) == DOUBLE && Math.abs(value) <= Float.MAX_VALUE ? (float) value : value;
    }

    static void write(DataOutput out, int kind, double value) throws IOException {
        switch (kind) {
            case ZERO -> {}
            case THOUSANDTHS -> Wire.writeNumber(out, (long) Math.rint(value * PER_UNIT));
            case FLOAT -> out.writeFloat((float) value);
            default -> out.writeDouble(value);
        }
    }

    static double read(DataInput in, int kind) throws IOException {
        return switch (kind) {
            case ZERO -> 0;
            case THOUSANDTHS -> Wire.readNumber(in) / PER_UNIT;
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            default -> throw new IOException("kind of number must be in [0, " + DOUBLE + "], got " + kind);
        };
    }

    /** Writes a number and its kind before it. */
    static void write(DataOutput out, double value) throws IOException {
        int kind = kind(value);
        out.writeByte(kind);
        write(out, kind, value);
    }

    static double read(DataInput in) throws IOException {
        return read(in, in.readUnsignedByte());
    }
}
