package io.heaptide.core;

/**
 * The score's meaning, in one place: 0 to 19 nothing grows; 20 to 49 growth that a shape explains or that is too small
 * to matter; 50 to 74 suspect; 75 to 100 leaking. Within a band it rises with the margin by which the gates are passed.
 */
public final class Score {
    /** From here on the verdict is suspect. */
    public static final double SUSPECT = 50;

    /** From here on the verdict is leaking. */
    public static final double LEAKING = 75;

    private Score() {}

    static void requireValid(double score) {
        if (!(score >= 0 && score <= 100)) { // written this way round to refuse NaN too
            throw new IllegalArgumentException("score must be in [0, 100], got " + score);
        }
    }
}
