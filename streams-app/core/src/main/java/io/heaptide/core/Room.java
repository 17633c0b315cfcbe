package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mergeable sums of the headroom of lives, by which shares of it become bytes again. Whole numbers, as {@link RiseSums}.
 *
 * @param unlimited lives without a known limit
 * @param bytes sum of their headrooms
 * @param reach sum of their headrooms as shares of the way to the limit, in units of {@link RiseSums#UNITS}
 */
record Room(int lives, int unlimited, long bytes, long reach) {
    static final Room EMPTY = new Room(0, 0, 0, 0);

    static Room of(Headroom headroom, boolean limited) {
        double reach = headroom.bytes() / headroom.toLimitBytes();
        return new Room(1, limited ? 0 : 1, Math.round(headroom.bytes()), Math.round(RiseSums.UNITS * reach));
    }

    Room merge(Room other) {
        return new Room(lives + other.lives, unlimited + other.unlimited, bytes + other.bytes, reach + other.reach);
    }

    double meanBytes() {
        return lives == 0 ? 0 : bytes / (double) lives;
    }

    double meanReach() {
        return lives == 0 ? 1 : reach / (double) RiseSums.UNITS / lives;
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, lives);
        if (lives == 0) {
            return;
        }
        Wire.writeNumber(out, unlimited);
        Wire.writeNumber(out, bytes);
        Wire.writeNumber(out, reach);
    }

    static Room readFrom(DataInput in) throws IOException {
        int lives = Wire.readCount(in);
        return lives == 0 ? EMPTY : new Room(lives, Wire.readCount(in), Wire.readNumber(in), Wire.readNumber(in));
    }
}
