package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What few series have to remember beyond their readings; all others share {@link #NONE}.
 *
 * @param past what former lives left behind
 * @param lastLeak when it was last found leaking in this life
 * @param fullness how often in a row it was nearly full
 */
record Remembered(PastLives past, Finding lastLeak, Fullness fullness) {
    static final Remembered NONE = new Remembered(PastLives.NONE, Finding.NONE, Fullness.NONE);

    private static final int PAST = 1;
    private static final int LEAKED = 2;
    private static final int FULL = 4;

    Remembered with(PastLives next) {
        return of(next, lastLeak, fullness);
    }

    Remembered with(Finding next) {
        return of(past, next, fullness);
    }

    Remembered with(Fullness next) {
        return of(past, lastLeak, next);
    }

    private static Remembered of(PastLives past, Finding lastLeak, Fullness fullness) {
        Remembered one = new Remembered(past, lastLeak, fullness);
        return one.equals(NONE) ? NONE : one;
    }

    void writeTo(DataOutput out) throws IOException {
        boolean hasPast = !past.equals(PastLives.NONE);
        boolean hasLeaked = !lastLeak.equals(Finding.NONE);
        boolean isFull = !fullness.equals(Fullness.NONE);
        out.writeByte((hasPast ? PAST : 0) | (hasLeaked ? LEAKED : 0) | (isFull ? FULL : 0));
        if (hasPast) {
            past.writeTo(out);
        }
        if (hasLeaked) {
            lastLeak.writeTo(out);
        }
        if (isFull) {
            Wire.writeNumber(out, fullness.sinceMillis());
            Wire.writeNumber(out, fullness.times());
        }
    }

    static Remembered readFrom(DataInput in) throws IOException {
        int has = in.readUnsignedByte();
        return of(
                (has & PAST) == 0 ? PastLives.NONE : PastLives.readFrom(in),
                (has & LEAKED) == 0 ? Finding.NONE : Finding.readFrom(in),
                (has & FULL) == 0 ? Fullness.NONE : new Fullness(Wire.readNumber(in), Wire.readCount(in)));
    }
}
