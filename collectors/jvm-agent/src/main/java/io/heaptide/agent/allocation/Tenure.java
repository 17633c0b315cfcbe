package io.heaptide.agent.allocation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Which samples a generational ZGC has proven alive.
 *
 * <p>Its young collections keep every sampled object, dead or alive, until it has reached the tenuring threshold and
 * moved to the old generation; only an old collection then tells. So the JVM's list of survivors is mostly garbage of
 * the last few collections, and only what was allocated before {@link #provenBefore} counts. Collectors that send no
 * such events prove every sample with each collection. Fed in order of time.
 */
final class Tenure {

    /** Twice the largest threshold the JVM can have: young collections go on while an old one runs. */
    private static final int REMEMBERED = 2 * 15;

    private record Young(long id, Instant start, int threshold) {}

    private final Deque<Young> lastYoung = new ArrayDeque<>(REMEMBERED);
    private boolean generational;
    private Instant provenBefore = Instant.MIN;

    void youngCollection(long id, Instant start, int threshold) {
        generational = true;
        if (lastYoung.size() == REMEMBERED) {
            lastYoung.removeFirst();
        }
        lastYoung.addLast(new Young(id, start, threshold));
    }

    /**
     * Proves what had been through enough young collections before this one began.
     *
     * @param id greater than those of the young collections before it; the young collection that it began together
     *     with has the same, and does not count: what that one moved was not looked at
     */
    void oldCollection(long id) {
        generational = true;
        int needed = 1 + lastYoung.stream().mapToInt(Young::threshold).max().orElse(REMEMBERED);
        Iterator<Young> latestFirst = lastYoung.descendingIterator();
        while (latestFirst.hasNext() && needed > 0) {
            Young young = latestFirst.next();
            if (young.id() < id && --needed == 0) {
                provenBefore = young.start();
            }
        }
    }

    /** The instant before which a listed sample must have been allocated; empty where every one counts. */
    Optional<Instant> provenBefore() {
        return generational ? Optional.of(provenBefore) : Optional.empty();
    }
}
