package io.heaptide.simulator.model;

import java.time.Duration;

/**
 * Memory that comes and goes on top of the live set: garbage between two collections, page cache between two reclaims.
 *
 * @param period time from one collection or reclaim to the next
 * @param bytes at the end of a period, on average
 * @param shareOfLive more of it at the end of a period, as a share of the live set (Go's GOGC)
 * @param spread how much the periods differ among each other, as a share
 * @param kept what a collection or reclaim leaves behind, as a share
 */
public record Churn(Duration period, double bytes, double shareOfLive, double spread, double kept) {

    private static final long SPREAD_STREAM = 0x5EED;

    /** Checks every part. */
    public Churn {
        Require.positive("churn.period", period);
        Require.notNegative("churn.bytes", bytes);
        Require.notNegative("churn.shareOfLive", shareOfLive);
        Require.within("churn.spread", spread, 0, 0.9);
        Require.within("churn.kept", kept, 0, 1);
    }

    /** Garbage that grows evenly and is collected completely. */
    public static Churn garbage(Duration period, double bytes) {
        return new Churn(period, bytes, 0, 0.15, 0);
    }

    /** A Go heap that grows by a share of what is live before each collection. */
    public static Churn garbageShare(Duration period, double shareOfLive) {
        return new Churn(period, 0, shareOfLive, 0.1, 0);
    }

    /** Page cache: reclaim takes only a part of it. */
    public static Churn pageCache(Duration period, double bytes, double spread) {
        return new Churn(period, bytes, 0, spread, 0.6);
    }

    /** The number of the period that an instant is in; a stream's periods start at its own offset. */
    long cycleAt(long seed, long atMillis) {
        return Math.floorDiv(atMillis + offsetMillis(seed), period.toMillis());
    }

    /** When a period starts, in the same time as {@link #cycleAt} was asked. */
    long startOf(long seed, long cycle) {
        return cycle * period.toMillis() - offsetMillis(seed);
    }

    /** What lies on top of so much live memory at an instant. */
    double bytesAt(long seed, long atMillis, double liveBytes) {
        long cycle = cycleAt(seed, atMillis);
        double through = (atMillis - startOf(seed, cycle)) / (double) period.toMillis();
        double size = 1 + spread * Seeds.signed(seed ^ SPREAD_STREAM, cycle);
        return (bytes + shareOfLive * liveBytes) * size * (kept + (1 - kept) * through);
    }

    private long offsetMillis(long seed) {
        return (long) (Seeds.unit(seed, 0) * period.toMillis());
    }
}
