package io.heaptide.topology;

import io.heaptide.core.Incident;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.topology.PublishPolicy.Published;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept about one service between two records. Mutable, for one thread.
 *
 * <p>Partitions are read at different speeds, most of all when a backlog is worked off. So what a fast one says is put by
 * until the slow ones have come as far, and the service is scored pane by pane.
 */
final class WatchedService {

    // sorted by partition, so that evidence is merged in the same order before and after a restart
    private final NavigableMap<Integer, ServicePartial> current = new TreeMap<>();
    private final NavigableMap<Long, NavigableMap<Integer, ServicePartial>> ahead = new TreeMap<>();
    private long scoredMillis;
    private Optional<Incident> incident = Optional.empty();
    private @Nullable Published published;

    /** Keeps what a partition says: for the panes to come, or as its newest word on those already scored. */
    void put(ServicePartial partial) {
        if (partial.atMillis() > scoredMillis) {
            ahead.computeIfAbsent(partial.atMillis(), pane -> new TreeMap<>()).put(partial.partition(), partial);
        } else {
            current.merge(partial.partition(), partial, WatchedService::newer);
        }
    }

    private static ServicePartial newer(ServicePartial a, ServicePartial b) {
        return b.atMillis() >= a.atMillis() ? b : a;
    }

    /** End of the next pane to score, empty if nobody has said anything new. */
    OptionalLong nextPane() {
        return ahead.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ahead.firstKey());
    }

    /** How far the fastest partition is beyond the next pane. */
    long leadMillis() {
        return ahead.isEmpty() ? 0 : ahead.lastKey() - ahead.firstKey();
    }

    /** Partitions that spoke of the service before and have not come as far as the next pane. */
    Set<Integer> missing() {
        Set<Integer> missing = new TreeSet<>(current.keySet());
        ahead.values().forEach(words -> missing.removeAll(words.keySet()));
        return missing;
    }

    /** Goes on to the next pane, and forgets what is older than a bound. */
    void turnTo(long pane, long beforeMillis) {
        Map<Integer, ServicePartial> words = ahead.remove(pane);
        if (words != null) {
            current.putAll(words);
        }
        current.values().removeIf(partial -> partial.atMillis() <= beforeMillis);
        scoredMillis = pane;
    }

    ServiceEvidence merged() {
        return current.values().stream()
                .map(ServicePartial::evidence)
                .reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
    }

    /** The environment that the newest partial names, empty if unknown. */
    String environment() {
        return current.values().stream()
                .reduce(WatchedService::newer)
                .map(ServicePartial::environment)
                .orElse("");
    }

    Collection<ServicePartial> current() {
        return current.values();
    }

    Collection<NavigableMap<Integer, ServicePartial>> ahead() {
        return ahead.values();
    }

    /** End of the newest pane that was scored, 0 if none was. */
    long scoredMillis() {
        return scoredMillis;
    }

    void scoredUpTo(long paneEnd) {
        scoredMillis = paneEnd;
    }

    Optional<Incident> incident() {
        return incident;
    }

    void incident(Optional<Incident> next) {
        incident = next;
    }

    @Nullable Published published() {
        return published;
    }

    void published(@Nullable Published last) {
        published = last;
    }
}
