package io.heaptide.node;

import java.time.Duration;

/** When one group is to be looked at: with every tick while it is young, then at the common moments. */
final class Rhythm {

    private final Surroundings surroundings;
    private final long firstSeenMillis;
    private final boolean olderThanTheAgent;
    private long nextMillis;
    private final Turn counters = new Turn();
    private Turn details = new Turn();
    private Turn proportion = new Turn();

    /**
     * @param olderThanTheAgent whether the group was there when the agent began
     */
    Rhythm(Surroundings surroundings, long firstSeenMillis, boolean olderThanTheAgent) {
        this.surroundings = surroundings;
        this.firstSeenMillis = firstSeenMillis;
        this.olderThanTheAgent = olderThanTheAgent;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean isOlderThanTheAgent() {
        return olderThanTheAgent;
    }

    boolean isDue(long nowMillis) {
        return nowMillis >= nextMillis;
    }

    /** A life begins: everything is due at once, so that the shortest one is told in full. */
    void begin() {
        details = new Turn();
        proportion = new Turn();
    }

    /**
     * The group has been looked at.
     *
     * @param bornMillis when its oldest process began, 0 if it has none
     */
    void looked(long nowMillis, long bornMillis) {
        long youthMillis = surroundings.policy().youth().toMillis();
        boolean newGroup = !olderThanTheAgent && nowMillis - firstSeenMillis < youthMillis;
        boolean young = newGroup || nowMillis - bornMillis < youthMillis;
        nextMillis = young ? nowMillis : surroundings.policy().nextCommonMillis(nowMillis);
    }

    boolean detailsAreDue(long nowMillis) {
        return details.isDue(nowMillis, surroundings.policy().detailInterval());
    }

    boolean proportionIsDue(long nowMillis) {
        return proportion.isDue(nowMillis, surroundings.policy().proportionalInterval());
    }

    /** Counters of kills are read less often where the kernel's log tells of kills at once. */
    boolean countersAreDue(long nowMillis) {
        boolean due = counters.isDue(nowMillis, surroundings.policy().detailInterval());
        return due || !surroundings.kernelLog().isFollowing();
    }

    /** Comes round again and again. */
    private static final class Turn {

        private long nextMillis;

        boolean isDue(long nowMillis, Duration interval) {
            boolean due = nowMillis >= nextMillis;
            if (due) {
                nextMillis = nowMillis + interval.toMillis();
            }
            return due;
        }
    }
}
