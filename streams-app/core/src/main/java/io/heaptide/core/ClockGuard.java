package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps one reading with a wrong clock from making all later ones late. A jump ahead is believed only when a second
 * reading confirms it.
 */
final class ClockGuard {
    /** A day: longer silences are real but rare, and cost them one reading. */
    private static final long FAR_AHEAD_MILLIS = 24 * 3_600_000L;

    /** Two readings that confirm each other are at most this far apart. */
    private static final long CONFIRMS_MILLIS = 3_600_000L;

    private long newestMillis;
    private long candidateMillis;

    boolean trusts(long atMillis) {
        if (newestMillis == 0 || atMillis - newestMillis <= FAR_AHEAD_MILLIS) {
            return true;
        }
        if (candidateMillis != 0
                && Math.abs(atMillis - candidateMillis) <= CONFIRMS_MILLIS
                && atMillis != candidateMillis) {
            candidateMillis = 0;
            return true;
        }
        candidateMillis = atMillis;
        return false;
    }

    void saw(long atMillis) {
        newestMillis = Math.max(newestMillis, atMillis);
    }

    long newestMillis() {
        return newestMillis;
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, newestMillis);
        Wire.writeNumber(out, candidateMillis);
    }

    static ClockGuard readFrom(DataInput in) throws IOException {
        ClockGuard guard = new ClockGuard();
        guard.newestMillis = Wire.readNumber(in);
        guard.candidateMillis = Wire.readNumber(in);
        return guard;
    }
}
