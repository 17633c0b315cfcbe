package io.heaptide.notifier;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a record of the alert topic means for one target. Pure. */
final class AlertTriage {

    /** What to do with a record. */
    sealed interface Decision {
        record Send(LeakAlert alert, IdempotencyKey key) implements Decision {}

        record Drop(DropReason reason, String detail) implements Decision {}
    }

    private static final AvroCodec<LeakAlert> CODEC = AvroCodec.of(Topics.LEAK_ALERTS);

    private final Set<IncidentState> states;
    private final Duration maxAge;

    AlertTriage(Set<IncidentState> states, Duration maxAge) {
        this.states = states;
        this.maxAge = maxAge;
    }

    Decision decide(byte @Nullable [] value, DeliveredKeys delivered, Instant now) {
        if (value == null) {
            return new Decision.Drop(DropReason.MALFORMED, "no value");
        }
        try {
            return decide(CODEC.decode(value), delivered, now);
        } catch (MalformedRecord malformed) {
            return new Decision.Drop(DropReason.MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    private Decision decide(LeakAlert alert, DeliveredKeys delivered, Instant now) {
        if (alert.getIncidentId().isBlank() || alert.getScore().getServiceName().isBlank()) {
            return new Decision.Drop(DropReason.MALFORMED, "no incident id or no service name");
        }
        if (!isWanted(alert)) {
            return new Decision.Drop(DropReason.UNWANTED, "");
        }
        IdempotencyKey key = IdempotencyKey.of(alert);
        if (delivered.contains(key)) {
            return new Decision.Drop(DropReason.ALREADY_DELIVERED, key.value());
        }
        Duration age = Duration.between(Instant.ofEpochMilli(alert.getAtMs()), now);
        return age.compareTo(maxAge) > 0
                ? new Decision.Drop(DropReason.EXPIRED, "not taken within " + maxAge)
                : new Decision.Send(alert, key);
    }

    /** The end of an incident is told only to those who were told of its start. */
    private boolean isWanted(LeakAlert alert) {
        boolean endOfUnheard = alert.getState() == IncidentState.RESOLVED
                && alert.getPreviousState() == IncidentState.PENDING
                && !states.contains(IncidentState.PENDING);
        return states.contains(alert.getState()) && !endOfUnheard;
    }
}
