package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is kept of one series: its envelope in this life, and what its former lives left behind. */
final class SeriesState {
    /** A heap that has lost this share of its peak between two readings has been collected. */
    private static final float COLLECTED = 0.2f;

    /** A process that keeps less than this share of its memory from one reading to the next has been replaced. */
    private static final double RESTARTED = 0.5;

    /** A young process uses no more than this many times what its predecessor used when it was young. */
    private static final double NEAR_START = 1.25;

    /** A limit that moved by less than this share of itself is the same limit, read another way. */
    private static final double RESIZED = 0.1;

    private final SignalRole role;
    private final Envelope envelope;
    private long firstMillis;
    private long firstBytes;
    private long lastMillis;
    private long lastBytes;
    private int readings;
    private float peak;
    private float low;
    private int swings;
    private Remembered remembered = Remembered.NONE;

    SeriesState(SignalRole role) {
        this(role, role.hasFloor() ? new Envelope() : Envelope.NONE);
    }

    private SeriesState(SignalRole role, Envelope envelope) {
        this.role = role;
        this.envelope = envelope;
    }

    SignalRole role() {
        return role;
    }

    Envelope envelope() {
        return envelope;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    long lastBytes() {
        return lastBytes;
    }

    int readings() {
        return readings;
    }

    Fullness fullness() {
        return remembered.fullness();
    }

    PastLives past() {
        return remembered.past();
    }

    /** When this series was last found leaking in this life. */
    Finding lastLeak() {
        return remembered.lastLeak();
    }

    void remember(Finding leak) {
        remembered = remembered.with(leak);
    }

    /** Collections, or other falls of a fifth and more, seen in this life. */
    int swings() {
        return swings;
    }

    /** Begins a life of which this one says something, or, under another version, nothing. */
    void beginLife(boolean sameVersion, long paneMillis) {
        if (readings > 0) {
            PastLives ended = past().and(
                            LifeEnd.grew(envelope, Math.floorDiv(firstMillis, paneMillis)),
                            Math.floorDiv(lastMillis - firstMillis, paneMillis));
            remembered = remembered.with(sameVersion ? ended : PastLives.NONE);
        }
        forget();
    }

    void forget() {
        if (role.hasFloor()) {
            envelope.clear();
        }
        swings = 0;
        remembered = remembered.with(Finding.NONE).with(Fullness.NONE);
        readings = 0;
        peak = 0;
        low = 0;
    }

    boolean isRepeat(long atMillis, long bytes) {
        return readings > 0 && atMillis == lastMillis && bytes == lastBytes;
    }

    /**
     * Whether a process must have restarted though nobody said so: its resident memory has halved between two readings,
     * down to about where its life began. Managed heaps and caches do that without a restart.
     */
    boolean isRestart(long atMillis, long bytes) {
        return role == SignalRole.ANONYMOUS
                && readings > 1
                && atMillis > lastMillis
                && bytes < lastBytes * RESTARTED
                && bytes <= firstBytes * NEAR_START;
    }

    /** Whether this is a limit that has changed, as two readings in a row say: two sources that disagree take turns. */
    boolean isResize(long atMillis, long bytes) {
        return role == SignalRole.LIMIT
                && readings > 0
                && atMillis > lastMillis
                && bytes == lastBytes
                && Math.abs(bytes - firstBytes) > RESIZED * firstBytes;
    }

    void take(long atMillis, long bytes, long paneMillis) {
        if (readings == 0) {
            firstMillis = atMillis;
            firstBytes = bytes;
        }
        boolean inOrder = readings == 0 || atMillis >= lastMillis;
        boolean refreshed = bytes != lastBytes || readings == 0;
        readings += readings < Integer.MAX_VALUE ? 1 : 0;
        if (bytes > 0 && role.hasFloor() && (refreshed || role != SignalRole.LIVE_HEAP)) {
            float rounded = (float) bytes;
            boolean collected = inOrder && swing(rounded);
            envelope.put(Math.floorDiv(atMillis, paneMillis), rounded, collected && role == SignalRole.RAW_HEAP);
        }
        if (inOrder) {
            lastMillis = atMillis;
            lastBytes = bytes;
        }
    }

    /** Follows peaks and troughs; true if this reading is a new low after a collection. */
    private boolean swing(float bytes) {
        if (bytes >= peak) {
            peak = bytes;
            low = bytes;
            return false;
        }
        if (bytes <= low && bytes <= peak * (1 - COLLECTED)) {
            swings += low > peak * (1 - COLLECTED) ? 1 : 0;
            low = bytes;
            return true;
        }
        if (low <= peak * (1 - COLLECTED) && bytes >= low * (1 + COLLECTED)) {
            peak = bytes; // rising again: what follows is measured from here
            low = bytes;
        }
        return false;
    }

    /** Counts how often in a row a collection left the heap nearly full. */
    void judgeFullness(long atMillis, double limitBytes, double share) {
        boolean full = lastBytes >= share * limitBytes;
        if (full || fullness().times() > 0) {
            remembered = remembered.with(full ? fullness().again(atMillis) : Fullness.NONE);
        }
    }

    /**
     * Writes the compact form.
     *
     * @param aroundMillis a time near the newest reading, which the form is told from
     */
    void writeTo(DataOutput out, long aroundMillis) throws IOException {
        Wire.writeNumber(out, readings);
        Wire.writeNumber(out, aroundMillis - lastMillis);
        Wire.writeNumber(out, lastMillis - firstMillis);
        Wire.writeNumber(out, firstBytes);
        Wire.writeNumber(out, lastBytes);
        remembered.writeTo(out);
        if (role.hasFloor()) {
            out.writeFloat(peak);
            Wire.writeNumber(out, Float.floatToIntBits(peak) - Float.floatToIntBits(low));
            Wire.writeNumber(out, swings);
            envelope.writeTo(out);
        }
    }

    static SeriesState readFrom(DataInput in, SignalRole role, long aroundMillis) throws IOException {
        int readings = Wire.readCount(in);
        long last = aroundMillis - Wire.readNumber(in);
        long first = last - Wire.readNumber(in);
        long firstBytes = Wire.readNumber(in);
        long lastBytes = Wire.readNumber(in);
        Remembered remembered = Remembered.readFrom(in);
        float peak = role.hasFloor() ? in.readFloat() : 0;
        float low = role.hasFloor() ? Float.intBitsToFloat(Float.floatToIntBits(peak) - Wire.readCount(in)) : 0;
        int swings = role.hasFloor() ? Wire.readCount(in) : 0;
        SeriesState state = new SeriesState(role, role.hasFloor() ? Envelope.readFrom(in) : Envelope.NONE);
        state.firstMillis = first;
        state.firstBytes = firstBytes;
        state.lastMillis = last;
        state.lastBytes = lastBytes;
        state.readings = readings;
        state.peak = peak;
        state.low = low;
        state.swings = swings;
        state.remembered = remembered;
        return state;
    }
}
