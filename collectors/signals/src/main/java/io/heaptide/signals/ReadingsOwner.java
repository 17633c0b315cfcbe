package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Somebody who may own readings, if we can tell who. */
final class ReadingsOwner {

    private final Identity identity;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<Sum, Long> sums = new LinkedHashMap<>();

    /** What the parts of one reading have in common. */
    private record Sum(String signal, String pool, long atMillis) {}

    ReadingsOwner(Identity identity) {
        this.identity = identity;
    }

    /** Takes a reading, or a part of one; or tells why not. */
    Optional<DropReason> add(Reading reading, boolean isPart) {
        if (identity instanceof Identity.Refused refused) {
            return Optional.of(refused.reason());
        }
        if (isPart) {
            sums.merge(
                    new Sum(reading.signal(), reading.pool(), reading.atMillis()), reading.bytes(), ReadingsOwner::sum);
        } else {
            readings.add(reading);
        }
        return Optional.empty();
    }

    /** Who it is; empty if nobody can tell. */
    Optional<InstanceRef> instance() {
        return identity instanceof Identity.Known known ? Optional.of(known.instance()) : Optional.empty();
    }

    /** Time of the latest reading, epoch milliseconds, 0 if there is none. */
    long latestMillis() {
        return LongStream.concat(
                        readings.stream().mapToLong(Reading::atMillis),
                        sums.keySet().stream().mapToLong(Sum::atMillis))
                .max()
                .orElse(0);
    }

    Optional<InstanceReadings> result() {
        List<Reading> all = new ArrayList<>(readings);
        sums.forEach((sum, bytes) -> all.add(new Reading(sum.signal(), sum.pool(), sum.atMillis(), bytes)));
        return all.isEmpty() ? Optional.empty() : instance().map(known -> new InstanceReadings(known, all));
    }

    /** Each part is below 2^60, and so is what anybody believes of their sum. */
    private static long sum(long one, long other) {
        return Math.min(one + other, (long) Level.BEYOND_ANY_MEMORY - 1);
    }
}
