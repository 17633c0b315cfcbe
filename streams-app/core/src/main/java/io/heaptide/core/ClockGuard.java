package io.heaptide.core;

/**
 * Keeps one reading with a wrong clock from making all later ones late. A jump ahead is believed only when a second
 * reading confirms it.
 */
final class ClockGuard {
    /** A day: longer silences are real but rare, and cost them one reading. */
    private static final long FAR_AHEAD_MILLIS = 24 * 3_600_000L;

    /** Two readings that confirm each other are at most this far apart. */
    private static final long CONFIRMS_MILLIS = 3_600_000L;

    private ClockGuard() {}

    /** Whether a reading does not jump ahead of the newest one, 0 if there is none. */
    static boolean follows(long newestMillis, long atMillis) {
        return newestMillis == 0 || atMillis - newestMillis <= FAR_AHEAD_MILLIS;
    }

    /** Whether a reading confirms the jump of one that was doubted, 0 if none was. */
    static boolean confirms(long doubtedMillis, long atMillis) {
        return doubtedMillis != 0 && Math.abs(atMillis - doubtedMillis) <= CONFIRMS_MILLIS && atMillis != doubtedMillis;
    }
}
