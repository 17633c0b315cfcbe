package io.heaptide.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The instances of this node and what is remembered of them. Safe to share between threads. */
final class Watchlist {

    /** Unheard of for so long, an instance has gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DiagnosisPolicy policy;
    private final Map<InstanceKey, Watched> instances = new HashMap<>(); // guarded by this
    private Instant tidiedAt = Instant.EPOCH; // guarded by this

    Watchlist(DiagnosisPolicy policy) {
        this.policy = policy;
    }

    private record Watched(Target target, String incarnation, Crossings crossings, Instant seenAt) {}

    /** Takes a reading; the reason for a diagnosis if there is one. */
    synchronized Optional<String> observe(Target target, MemoryReading reading) {
        if (reading.at().isAfter(tidiedAt.plus(PATIENCE))) {
            tidiedAt = reading.at();
            instances.values().removeIf(watched -> watched.seenAt().isBefore(tidiedAt.minus(PATIENCE)));
        }
        String incarnation = target.instance().getIncarnation();
        Crossings before = Optional.ofNullable(instances.get(target.key()))
                .filter(watched -> watched.incarnation().equals(incarnation))
                .map(Watched::crossings)
                .orElse(Crossings.NONE);
        Pressure pressure = policy.pressure(before, reading);
        instances.put(target.key(), new Watched(target, incarnation, pressure.next(), reading.at()));
        return pressure.reason();
    }

    synchronized Optional<Target> find(InstanceKey key) {
        return Optional.ofNullable(instances.get(key)).map(Watched::target);
    }
}
