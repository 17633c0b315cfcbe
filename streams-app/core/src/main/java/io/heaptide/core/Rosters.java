package io.heaptide.core;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which series instances have: what follows from their names is kept once for all instances that are read alike. Safe to
 * share between threads, and bounded: names that are never told twice cannot fill the memory.
 */
public final class Rosters {
    /** A fleet has a few runtimes, each read by a few collectors; their series come in a few orders. */
    private static final int MOST = 4096;

    private final AtomicInteger known = new AtomicInteger();
    private final Roster none = Roster.none(this);

    Roster none() {
        return none;
    }

    /** Whether another is to be remembered. */
    boolean admits() {
        return known.get() < MOST && known.incrementAndGet() <= MOST;
    }
}
