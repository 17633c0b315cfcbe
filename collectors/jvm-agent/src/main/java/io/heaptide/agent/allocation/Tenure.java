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

    private record Young(Instant start, Instant end, int threshold) {}

    private final Deque<Young> lastYoung = new ArrayDeque<>(REMEMBERED);
    private boolean generational;
    private Instant provenBefore = Instant.MIN;

    void youngCollection(Instant start, Instant end, int threshold) {
        generational = true;
        if (lastYoung.size() == REMEMBERED) {
            lastYoung.removeFirst();
        }
        lastYoung.addLast(new Young(start, end, threshold));
    }

    /** Proves what had been through enough young collections before this one began. */
    void oldCollection(Instant start) {
        generational = true;
        int needed = 1 + lastYoung.stream().mapToInt(Young::threshold).max().orElse(REMEMBERED);
        Iterator<Young> latestFirst = lastYoung.descendingIterator();
        while (latestFirst.hasNext() && needed > 0) {
            Young young = latestFirst.next();
            if (young.end().isAfter(start)) {
                continue;
            }
            needed--;
            if (needed == 0) {
                provenBefore = young.start();
            }
        }
    }

    /** The instant before which a listed sample must have been allocated; empty where every one counts. */
    Optional<Instant> provenBefore() {
        return generational ? Optional.of(provenBefore) : Optional.empty();
    }
}
