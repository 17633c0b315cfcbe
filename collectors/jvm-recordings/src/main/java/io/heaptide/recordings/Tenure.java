package io.heaptide.recordings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which samples a generational ZGC has proven alive.
 *
 * <p>Its young collections keep every sampled object, dead or alive, until it has reached the tenuring threshold and
 * moved to the old generation; only an old collection then tells. So the JVM's list of survivors is mostly garbage of
 * the last few collections, and only what was allocated before {@link #provenBefore} counts. Collectors that send no
 * such events prove every sample with each collection.
 *
 * <p>Between two questions collections may come in any order, as they stand in a recording.
 */
public final class Tenure {

    /** The largest the JVM can have. */
    private static final int MAX_THRESHOLD = 15;

    /** Twice the largest threshold: young collections go on while an old one runs. */
    private static final int REMEMBERED = 2 * MAX_THRESHOLD;

    /** A bound for endless recordings; the last ones decide. */
    private static final int MAX_COLLECTIONS = 1 << 16;

    private record Young(Instant start, int threshold) {}

    private final NavigableMap<Long, Young> young = new TreeMap<>();
    private final NavigableSet<Long> old = new TreeSet<>();
    private boolean generational;
    private Instant provenBefore = Instant.MIN;

    /** Learns of a young collection, which leaves objects young that went through fewer than the threshold. */
    public void youngCollection(long id, Instant start, int threshold) {
        generational = true;
        young.put(id, new Young(start, Math.max(0, Math.min(threshold, MAX_THRESHOLD))));
        if (young.size() > MAX_COLLECTIONS) {
            young.pollFirstEntry();
        }
    }

    /**
     * Learns of an old collection, which proves what had been through enough young ones before it began.
     *
     * @param id greater than those of the young collections before it; the young collection that it began together
     *     with has the same, and does not count: what that one moved was not looked at
     */
    public void oldCollection(long id) {
        generational = true;
        old.add(id);
        if (old.size() > MAX_COLLECTIONS) {
            old.pollFirst();
        }
    }

    /** Those of the listed samples that count. */
    public List<Survivor> proven(List<Survivor> listed) {
        return provenBefore()
                .map(limit -> listed.stream()
                        .filter(survivor -> survivor.allocatedAt().isBefore(limit))
                        .toList())
                .orElse(listed);
    }

    /** The instant before which a listed sample must have been allocated; empty where every one counts. */
    Optional<Instant> provenBefore() {
        for (long id : old) {
            Instant proven = provenBy(young.headMap(id, false).descendingMap().values());
            provenBefore = proven.isAfter(provenBefore) ? proven : provenBefore;
        }
        old.clear();
        while (young.size() > REMEMBERED) {
            young.pollFirstEntry();
        }
        return generational ? Optional.of(provenBefore) : Optional.empty();
    }

    private static Instant provenBy(Collection<Young> latestFirst) {
        List<Young> before = latestFirst.stream().limit(REMEMBERED).toList();
        int needed = 1 + before.stream().mapToInt(Young::threshold).max().orElse(MAX_THRESHOLD);
        return before.size() < needed ? Instant.MIN : before.get(needed - 1).start();
    }
}
