package io.heaptide.node;

/**
 * Kills of one cgroup, each told once though two sources tell them in any order: the cgroup's counter, which goes with the
 * cgroup, and the kernel's log, which may leave lines out or may not be readable.
 */
final class KillLedger {

    private final long before;
    private long counted;
    private long logged;
    private long told;

    /**
     * @param before kills that the counter already held when the group was first looked at, and that are old news
     */
    KillLedger(long before) {
        this.before = before;
    }

    /** The counter reads so; returns how many kills are news. */
    long counted(long total) {
        counted = total - before;
        return news();
    }

    /** The log tells of one kill; returns how many kills are news. */
    long logged() {
        logged++;
        return news();
    }

    private long news() {
        long known = Math.max(counted, logged);
        long news = Math.max(0, known - told);
        told += news;
        return news;
    }
}
