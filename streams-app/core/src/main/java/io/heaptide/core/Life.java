package io.heaptide.core;

/**
 * One life of an instance: from process start to process end.
 *
 * @param version {@code service.version}, empty if unknown
 * @param incarnation process creation time, container id or restart count; empty if unknown
 * @param startedAtMillis start of this life, epoch milliseconds, 0 if unknown
 */
public record Life(String version, String incarnation, long startedAtMillis) {
    /** A life of which nothing is known. */
    public static final Life UNKNOWN = new Life("", "", 0);

    public Life {
        if (startedAtMillis < 0) {
            throw new IllegalArgumentException("startedAtMillis must not be negative, got " + startedAtMillis);
        }
    }

    /** Whether the other is this life, of which more is known now. */
    boolean isContinuedBy(Life other) {
        return agree(version, other.version)
                && agree(incarnation, other.incarnation)
                && (startedAtMillis == 0
                        || other.startedAtMillis == 0
                        || startedAtMillis == other.startedAtMillis
                        || (!incarnation.isEmpty() && incarnation.equals(other.incarnation)));
    }

    /** This life, with what only the other knows; the other itself if it knows as much, so that many share one. */
    Life filledFrom(Life other) {
        Life filled = new Life(
                version.isEmpty() ? other.version : version,
                incarnation.isEmpty() ? other.incarnation : incarnation,
                startedAtMillis == 0 ? other.startedAtMillis : startedAtMillis);
        return filled.equals(other) ? other : filled;
    }

    private static boolean agree(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
