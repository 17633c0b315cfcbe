package io.heaptide.topology;

/**
 * What time it is, judged by the data: the newest event time, carried on by the wall clock while nothing arrives.
 *
 * <p>While records flow, a replay sees the same times; the wall clock only bridges silence.
 */
final class EventClock {

    private static final long NEVER = Long.MIN_VALUE;

    private long streamMillis = NEVER;
    private long arrivalWallMillis;

    /** A record arrived, the newest event time of which is given. */
    void advance(long eventMillis, long wallMillis) {
        streamMillis = Math.max(streamMillis, eventMillis);
        arrivalWallMillis = wallMillis;
    }

    /** Whether any time is known yet. */
    boolean started() {
        return streamMillis != NEVER;
    }

    /** Event time, at least that of the newest record. */
    long now(long wallMillis) {
        return streamMillis + Math.max(0, wallMillis - arrivalWallMillis);
    }
}
