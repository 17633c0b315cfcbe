package io.heaptide.importers.jvm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which samples a generational ZGC has proven alive.
 *
 * <p>Its young collections keep every sampled object, dead or alive, until it has reached the tenuring threshold and
 * moved to the old generation; only an old collection then tells. So the JVM's list of survivors is mostly garbage of
 * the last few collections. Collectors that send no such events prove every sample with each collection.
 */
final class Tenure {

    /** Twice the largest threshold the JVM can have: young collections go on while an old one runs. */
    private static final int DEFAULT_THRESHOLD = 2 * 15;

    /** A bound for endless recordings; the last ones decide. */
    private static final int MAX_COLLECTIONS = 1 << 16;

    private record Collection(long id, Instant start, boolean isOld, int threshold) {}

    private final List<Collection> collections = new ArrayList<>();

    void young(long id, Instant start, int threshold) {
        add(new Collection(id, start, false, threshold));
    }

    void old(long id, Instant start) {
        add(new Collection(id, start, true, 0));
    }

    /** The instant before which a listed sample must have been allocated; empty where every one counts. */
    Optional<Instant> provenBefore() {
        if (collections.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(collections.stream()
                .filter(Collection::isOld)
                .max(Comparator.comparingLong(Collection::id))
                .map(this::provenBy)
                .orElse(Instant.MIN));
    }

    /** Samples had to go through enough young collections before this one began, together with one of the same id. */
    private Instant provenBy(Collection old) {
        List<Collection> before = collections.stream()
                .filter(young -> !young.isOld() && young.id() < old.id())
                .sorted(Comparator.comparingLong(Collection::id).reversed())
                .limit(DEFAULT_THRESHOLD)
                .toList();
        int needed = 1 + before.stream().mapToInt(Collection::threshold).max().orElse(DEFAULT_THRESHOLD);
        return before.size() < needed ? Instant.MIN : before.get(needed - 1).start();
    }

    private void add(Collection collection) {
        if (collections.size() == MAX_COLLECTIONS) {
            collections.subList(0, MAX_COLLECTIONS / 2).clear();
        }
        collections.add(collection);
    }
}
