package io.heaptide.node;

/** When one group is to be looked at: with every tick while it is young, then at the common moments. */
final class Rhythm {

    private final Surroundings surroundings;
    private final long firstSeenMillis;
    private final boolean olderThanTheAgent;
    private long nextMillis;
    private long nextDetailsMillis;
    private long nextProportionMillis;

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
        nextDetailsMillis = 0;
        nextProportionMillis = 0;
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
        boolean due = nowMillis >= nextDetailsMillis;
        if (due) {
            nextDetailsMillis =
                    nowMillis + surroundings.policy().detailInterval().toMillis();
        }
        return due;
    }

    boolean proportionIsDue(long nowMillis) {
        boolean due = nowMillis >= nextProportionMillis;
        if (due) {
            nextProportionMillis =
                    nowMillis + surroundings.policy().proportionalInterval().toMillis();
        }
        return due;
    }
}
