package io.heaptide.diagnosis;

import io.heaptide.schemas.DiagnosisRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When to look into a service, and how often.
 *
 * @param pressure share of the request, or of the limit, beyond which an instance is looked into
 * @param relief part of that share below which it counts as having fallen back: a level that sways does not ask again
 * @param nearLimit an incident whose first instance reaches its limit sooner has that instance looked into
 * @param automaticPerDay captures of a service on one day that machines may ask for, on all nodes together
 * @param onDemandPerDay captures of a service on one day that people may ask for besides
 * @param snapshotsPerDay of all that lives in one instance of a service; 0 where days are not compared
 * @param patience a request older than this is not acted on: what it was about has passed
 */
public record DiagnosisPolicy(
        double pressure,
        double relief,
        Duration nearLimit,
        int automaticPerDay,
        int onDemandPerDay,
        int snapshotsPerDay,
        Duration patience) {

    public DiagnosisPolicy {
        if (!(pressure > 0 && pressure < 1)) {
            throw new IllegalArgumentException("diagnosis.pressure must be in (0, 1), got " + pressure);
        }
        if (!(relief > 0 && relief <= 1)) {
            throw new IllegalArgumentException("diagnosis.relief must be in (0, 1], got " + relief);
        }
        if (nearLimit.isNegative()) {
            throw new IllegalArgumentException("diagnosis.nearLimit must not be negative, got " + nearLimit);
        }
        if (automaticPerDay < 0 || onDemandPerDay < 0 || snapshotsPerDay < 0) {
            throw new IllegalArgumentException("diagnosis captures a day must not be negative, got " + automaticPerDay
                    + " automatic, " + onDemandPerDay + " on demand and " + snapshotsPerDay + " snapshots");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("diagnosis.patience must be positive, got " + patience);
        }
    }

    /** 80 % and back to 70 %; three a day leave room for a version that is rolled out and one that repairs it. */
    public static DiagnosisPolicy defaults() {
        return new DiagnosisPolicy(0.8, 0.875, Duration.ofHours(12), 3, 20, 1, Duration.ofMinutes(10));
    }

    /** Whether a reading has come near the request or the limit, for the first time since it was well below. */
    Pressure pressure(Crossings before, MemoryReading reading) {
        boolean request = isNear(before.request(), reading.shareOfRequest());
        boolean limit = isNear(before.limit(), reading.shareOfLimit());
        Crossings next = new Crossings(request, limit);
        if (limit && !before.limit()) {
            return new Pressure(next, Optional.of(percent(reading.shareOfLimit()) + " of its limit"));
        }
        if (request && !before.request()) {
            return new Pressure(next, Optional.of(percent(reading.shareOfRequest()) + " of its request"));
        }
        return new Pressure(next, Optional.empty());
    }

    /** Whether an incident is close enough to its end; a limit that nobody knows is not. */
    Optional<String> nearing(OptionalDouble secondsToLimit) {
        boolean near = secondsToLimit.isPresent() && secondsToLimit.getAsDouble() < nearLimit.toSeconds();
        return near
                ? Optional.of(
                        String.format(Locale.ROOT, "its limit may be %.1f h away", secondsToLimit.getAsDouble() / 3600))
                : Optional.empty();
    }

    /** What becomes of a request, given the others of its service and day. */
    Ruling rule(DiagnosisRequest request, ServiceDay before, Instant now) {
        int spent = before.spentBy(Purse.of(request));
        int allowed = allowed(Purse.of(request));
        if (before.seen().contains(request.getRequestId())) {
            return new Ruling(Ruling.Kind.REPEATED, "ruled on before");
        }
        if (spent >= allowed) {
            return new Ruling(
                    Ruling.Kind.OVER_BUDGET, spent + " of " + allowed + " captures of this service and day are spent");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(request.getAtMs()), now);
        if (age.compareTo(patience) > 0) {
            return new Ruling(Ruling.Kind.TOO_OLD, "asked " + age.toSeconds() + " s ago");
        }
        return new Ruling(Ruling.Kind.GRANTED, (spent + 1) + " of " + allowed + " captures of this service and day");
    }

    /** Captures of a service on one day. */
    int allowed(Purse purse) {
        return switch (purse) {
            case MACHINES -> automaticPerDay;
            case PEOPLE -> onDemandPerDay;
            case SCHEDULE -> snapshotsPerDay;
        };
    }

    private boolean isNear(boolean before, double share) {
        return share > (before ? relief * pressure : pressure);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
