package io.heaptide.node;

import io.heaptide.node.kernel.OomKill;

/** Follows what lives in one cgroup. */
interface Watch {

    boolean isDue(long nowMillis);

    /** Reads it, and adds what is there and what has happened. */
    void look(Gathering beat);

    /** The cgroup is gone. */
    void vanished(Gathering beat);

    /** The kernel's log tells of a kill in the group; false if nobody can be named. */
    boolean killed(OomKill kill, Gathering beat);
}
