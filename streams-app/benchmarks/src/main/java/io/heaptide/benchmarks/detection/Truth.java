package io.heaptide.benchmarks.detection;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is true of a case. Times are epoch milliseconds.
 *
 * @param leaks whether it leaks at some time
 * @param startMillis time of its first reading
 * @param endMillis time of its last reading
 * @param growsFromMillis when its leak begins; its start if it does not leak
 * @param healthyBefore whether the time before its leak counts as a negative
 * @param failure when the leak has its way
 */
record Truth(
        boolean leaks, long startMillis, long endMillis, long growsFromMillis, boolean healthyBefore, Failure failure) {
    private static final double MILLIS_PER_DAY = 86_400_000;

    Truth {
        if (endMillis < startMillis) {
            throw new IllegalArgumentException(
                    "a case must not end before it starts, got " + startMillis + " to " + endMillis);
        }
    }

    /**
     * When a leak has its way.
     *
     * @param atMillis when the limit is full, or else when a recorded leak last holds about the most; empty if neither is known
     * @param fillsLimit whether the limit is full then
     * @param limitAtMillis when the limit is full, or would be if the growth up to then had gone on; empty if there is none
     */
    record Failure(OptionalLong atMillis, boolean fillsLimit, OptionalLong limitAtMillis) {
        static final Failure NONE = new Failure(OptionalLong.empty(), false, OptionalLong.empty());

        static Failure fullAt(long atMillis) {
            return new Failure(OptionalLong.of(atMillis), true, OptionalLong.of(atMillis));
        }
    }

    static Truth healthy(long startMillis, long endMillis) {
        return new Truth(false, startMillis, endMillis, startMillis, true, Failure.NONE);
    }

    /** Whether an alarm in it can be a false one. */
    boolean isNegative() {
        return !leaks || healthyBefore;
    }

    /** Whether an alarm at an instant would be right. */
    boolean leaksAt(long atMillis) {
        return leaks && atMillis >= growsFromMillis;
    }

    /** Whether the truth at an instant is known: what a recorded leak did once it was over is not. */
    boolean isKnownAt(long atMillis) {
        boolean over = !failure.fillsLimit() && atMillis > failure.atMillis().orElse(Long.MAX_VALUE);
        return !(leaks && over);
    }

    /** How long it is healthy within the recording. */
    double healthyDays() {
        long until = leaks ? Math.min(endMillis, growsFromMillis) : endMillis;
        return Math.max(0, until - startMillis) / MILLIS_PER_DAY;
    }

    /** Whether the leak fills its limit before the recording ends. */
    boolean fillsLimitWithin() {
        return leaks && failure.fillsLimit() && failure.atMillis().orElse(Long.MAX_VALUE) <= endMillis;
    }

    /** An instant as a share of the time from fault to failure; empty if that is not known. */
    OptionalDouble shareOfTimeToFailure(long atMillis) {
        return share(atMillis, failure.atMillis());
    }

    /** An instant as a share of the time from fault to full limit, had the leak gone on; empty if that is not known. */
    OptionalDouble shareOfTimeToLimit(long atMillis) {
        return share(atMillis, failure.limitAtMillis());
    }

    private OptionalDouble share(long atMillis, OptionalLong endMillis) {
        if (endMillis.isEmpty() || endMillis.getAsLong() <= growsFromMillis) {
            return OptionalDouble.empty();
        }
        double span = endMillis.getAsLong() - growsFromMillis;
        return OptionalDouble.of((atMillis - growsFromMillis) / span);
    }
}
