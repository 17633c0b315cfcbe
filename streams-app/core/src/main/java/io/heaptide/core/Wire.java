package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;

/** The serialised forms of small values. */
final class Wire {
    private Wire() {}

    static void requireFormat(DataInput in, int expected, String what) throws IOException {
        int format = in.readUnsignedByte();
        if (format != expected) {
            throw new IOException("format of " + what + " must be " + expected + ", got " + format);
        }
    }

    /** A whole number in few bytes where it is small: zigzag and LEB128. */
    static void writeNumber(DataOutput out, long number) throws IOException {
        long rest = number << 1 ^ number >> 63;
        while (rest < 0 || rest >= 0x80) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readNumber(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            rest |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new IOException("number must be of at most 64 bits, got more");
    }

    /** A count that is not negative. */
    static int readCount(DataInput in) throws IOException {
        long count = readNumber(in);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IOException("count must be in [0, " + Integer.MAX_VALUE + "], got " + count);
        }
        return (int) count;
    }

    static void write(DataOutput out, Life life) throws IOException {
        out.writeUTF(life.version());
        out.writeUTF(life.incarnation());
        writeNumber(out, life.startedAtMillis());
    }

    static Life readLife(DataInput in) throws IOException {
        return new Life(in.readUTF(), in.readUTF(), readNumber(in));
    }

    static void write(DataOutput out, SeriesId series) throws IOException {
        out.writeUTF(series.signal());
        out.writeUTF(series.pool());
    }

    static SeriesId readSeriesId(DataInput in) throws IOException {
        return new SeriesId(in.readUTF(), in.readUTF());
    }

    static void write(DataOutput out, OptionalDouble value) throws IOException {
        Reals.write(out, value.orElse(Double.NaN));
    }

    static OptionalDouble readOptionalDouble(DataInput in) throws IOException {
        double value = Reals.read(in);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static void write(DataOutput out, Gate gate) throws IOException {
        int value = Reals.kind(gate.value());
        int threshold = Reals.kind(gate.threshold());
        out.writeUTF(gate.name());
        out.writeByte((threshold << Reals.KIND_BITS | value) << 1 | (gate.passed() ? 1 : 0));
        Reals.write(out, value, gate.value());
        Reals.write(out, threshold, gate.threshold());
    }

    static Gate readGate(DataInput in) throws IOException {
        String name = in.readUTF();
        int kinds = in.readUnsignedByte();
        double value = Reals.read(in, kinds >> 1 & (1 << Reals.KIND_BITS) - 1);
        return new Gate(name, value, Reals.read(in, kinds >> (1 + Reals.KIND_BITS)), (kinds & 1) == 1);
    }

    static <E extends Enum<E>> E readEnum(DataInput in, Class<E> type) throws IOException {
        String name = in.readUTF();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException(type.getSimpleName() + " must be known, got " + name, unknown);
        }
    }
}
