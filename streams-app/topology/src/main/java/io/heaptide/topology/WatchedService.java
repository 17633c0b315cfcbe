package io.heaptide.topology;

import io.heaptide.core.Incident;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.topology.PublishPolicy.Published;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is kept about one service between two records. Mutable, for one thread. */
final class WatchedService {

    // by partition, so that evidence is merged in the same order before and after a restart
    private final TreeMap<Integer, ServicePartial> partials = new TreeMap<>();
    private long scoredMillis;
    private Round round = new Round(0, 0, Round.NONE);
    private Optional<Incident> incident = Optional.empty();
    private @Nullable Published published;

    /** Keeps a partial unless a newer one of its partition is there; true if it was kept. */
    boolean put(ServicePartial partial) {
        ServicePartial known = partials.get(partial.partition());
        if (known != null && known.atMillis() > partial.atMillis()) {
            return false;
        }
        partials.put(partial.partition(), partial);
        return true;
    }

    void expire(long beforeMillis) {
        partials.values().removeIf(partial -> partial.atMillis() <= beforeMillis);
    }

    Collection<ServicePartial> partials() {
        return partials.values();
    }

    /** Whether every partition that speaks of the service has done so since the last score. */
    boolean isComplete() {
        return partials.values().stream().allMatch(partial -> partial.atMillis() > scoredMillis);
    }

    /** End of the newest pane known, 0 if none is. */
    long newestMillis() {
        return partials.values().stream()
                .mapToLong(ServicePartial::atMillis)
                .max()
                .orElse(0);
    }

    ServiceEvidence merged() {
        return partials.values().stream()
                .map(ServicePartial::evidence)
                .reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
    }

    /** The environment that the newest partial names, empty if unknown. */
    String environment() {
        return partials.values().stream()
                .reduce((a, b) -> b.atMillis() > a.atMillis() ? b : a)
                .map(ServicePartial::environment)
                .orElse("");
    }

    long scoredMillis() {
        return scoredMillis;
    }

    void scored(long atMillis, Optional<Incident> next) {
        scoredMillis = atMillis;
        incident = next;
    }

    Optional<Incident> incident() {
        return incident;
    }

    Round round() {
        return round;
    }

    void plan(Round next) {
        round = next;
    }

    @Nullable Published published() {
        return published;
    }

    void published(@Nullable Published last) {
        published = last;
    }
}
