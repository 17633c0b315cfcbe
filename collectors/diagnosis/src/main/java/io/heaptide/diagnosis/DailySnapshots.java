package io.heaptide.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/**
 * When which instance is told once a day, all of it. A service has its hour, at the same time every day, and each of its
 * instances a moment within it; the first that lives asks, and the others see that it did. So it is the same instance each
 * day for as long as it lives, and nobody has to be elected. For one thread.
 */
final class DailySnapshots {

    private static final Duration DAY_OF_SERVICES = Duration.ofHours(22);
    private static final Duration HOUR_OF_INSTANCES = Duration.ofHours(1);

    /** Long enough for a reading to fall into it; who missed it leaves it to the next one. */
    private static final Duration TURN = Duration.ofMinutes(2);

    private static final int GOLDEN_RATIO = 0x9E3779B9; // spreads hashes that are close: Knuth, TAOCP 3, 6.4

    private final Set<InstanceKey> asked = new HashSet<>();
    private LocalDate day = LocalDate.MIN;

    /** Whether it is this instance's turn; once a day. */
    boolean isTurn(InstanceKey key, Instant at) {
        LocalDate today = at.atZone(ZoneOffset.UTC).toLocalDate();
        Instant turn = today.atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(part(DAY_OF_SERVICES, key.service()))
                .plus(part(HOUR_OF_INSTANCES, key.toString()));
        if (at.isBefore(turn) || at.isAfter(turn.plus(TURN))) {
            return false;
        }
        if (!today.equals(day)) {
            day = today;
            asked.clear();
        }
        return asked.add(key);
    }

    private static Duration part(Duration whole, String name) {
        long hash = Integer.toUnsignedLong(name.hashCode() * GOLDEN_RATIO);
        return Duration.ofMillis((whole.toMillis() * hash) >>> Integer.SIZE);
    }
}
