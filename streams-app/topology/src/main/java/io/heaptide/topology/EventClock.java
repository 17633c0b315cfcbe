package io.heaptide.topology;

import java.time.Duration;

/**
 * What time it is, judged by the data: the newest event time, carried on by the wall clock once nothing has arrived for a
 * while.
 *
 * <p>While records flow, a replay at any speed sees the same times; the wall clock only bridges silence.
 */
final class EventClock {

    private static final long NEVER = Long.MIN_VALUE;

    private final long patienceMillis;
    private long streamMillis = NEVER;
    private long arrivalWallMillis;

    /** @param patience silence that is no silence yet: a slow collector, a rebalance, a pause */
    EventClock(Duration patience) {
        this.patienceMillis = patience.toMillis();
    }

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
        return streamMillis + Math.max(0, wallMillis - arrivalWallMillis - patienceMillis);
    }
}
