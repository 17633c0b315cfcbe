package io.heaptide.topology;

import io.heaptide.core.Incident;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.topology.PublishPolicy.Published;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is kept about one service between two records. Mutable, for one thread. */
final class WatchedService {

    // sorted by partition, so that evidence is merged in the same order before and after a restart
    private final NavigableMap<Integer, ServicePartial> partials = new TreeMap<>();
    private long scoredMillis;
    private Optional<Incident> incident = Optional.empty();
    private @Nullable Published published;

    /** Keeps a partition's newest word. */
    void put(ServicePartial partial) {
        partials.merge(partial.partition(), partial, WatchedService::newer);
    }

    private static ServicePartial newer(ServicePartial a, ServicePartial b) {
        return b.atMillis() >= a.atMillis() ? b : a;
    }

    void forgetUpTo(long millis) {
        partials.values().removeIf(partial -> partial.atMillis() <= millis);
    }

    Set<Integer> partitions() {
        return partials.keySet();
    }

    Collection<ServicePartial> partials() {
        return partials.values();
    }

    ServiceEvidence merged() {
        return partials.values().stream()
                .map(ServicePartial::evidence)
                .reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
    }

    /** The environment that the newest partial names, empty if unknown. */
    String environment() {
        return partials.values().stream()
                .reduce(WatchedService::newer)
                .map(ServicePartial::environment)
                .orElse("");
    }

    /** End of the newest pane that was scored, 0 if none was. */
    long scoredMillis() {
        return scoredMillis;
    }

    void scored(long paneEnd, Optional<Incident> next) {
        scoredMillis = paneEnd;
        incident = next;
    }

    Optional<Incident> incident() {
        return incident;
    }

    @Nullable Published published() {
        return published;
    }

    void published(@Nullable Published last) {
        published = last;
    }
}
