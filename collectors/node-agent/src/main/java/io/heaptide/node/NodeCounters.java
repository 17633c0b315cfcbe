package io.heaptide.node;

import java.util.concurrent.atomic.AtomicLong;

/** What the agent did since it started, as its health shows it. */
final class NodeCounters {

    final AtomicLong beats = new AtomicLong();
    final AtomicLong lastBeatMillis = new AtomicLong();
    final AtomicLong failedListeners = new AtomicLong();
    final AtomicLong observations = new AtomicLong();
    final AtomicLong events = new AtomicLong();
    final AtomicLong watchedGroups = new AtomicLong();
    final AtomicLong refusedGroups = new AtomicLong();
    final AtomicLong unnamedKills = new AtomicLong();
    final AtomicLong filesRead = new AtomicLong();
}
