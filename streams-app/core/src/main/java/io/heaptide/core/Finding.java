package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A leak as it was last found: when, over what span, and at what level. */
record Finding(long atMillis, long spanMillis, double levelBytes) {
    static final Finding NONE = new Finding(0, 0, 0);

    /** A fall by more than this share of the level gives memory back. */
    private static final double RELEASED = 0.1;

    boolean holds(long nowMillis, double nowBytes) {
        return spanMillis > 0 && nowMillis - atMillis <= spanMillis / 2 && nowBytes >= (1 - RELEASED) * levelBytes;
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, atMillis);
        Wire.writeNumber(out, spanMillis);
        out.writeDouble(levelBytes);
    }

    static Finding readFrom(DataInput in) throws IOException {
        return new Finding(Wire.readNumber(in), Wire.readNumber(in), in.readDouble());
    }
}
