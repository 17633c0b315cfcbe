package io.heaptide.signals;

import java.time.InstantSource;
import java.util.Optional;

/** Checks a sender's event times against our clock. */
final class EventTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long latestMillis;

    EventTime(InstantSource clock, MappingPolicy policy) {
        this.latestMillis = clock.instant().plus(policy.maxFutureSkew()).toEpochMilli();
    }

    /** Epoch milliseconds of OTLP's unsigned nanoseconds. */
    static long millis(long unixNano) {
        return Long.divideUnsigned(unixNano, NANOS_PER_MILLI);
    }

    Optional<DropReason> refusal(long millis) {
        if (millis == 0) {
            return Optional.of(DropReason.NO_TIMESTAMP);
        }
        return millis > latestMillis ? Optional.of(DropReason.FUTURE_TIMESTAMP) : Optional.empty();
    }
}
