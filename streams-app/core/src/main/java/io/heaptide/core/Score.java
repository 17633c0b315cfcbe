package io.heaptide.core;

/**
 * The score's meaning, in one place: 0 to 19 nothing grows; 20 to 49 growth that a shape explains or that is too small
 * to matter; 50 to 74 suspect; 75 to 100 leaking. Within a band it rises with the margin by which the gates are passed. How
 * often a score is right is measured by the open benchmark's calibration.
 */
public final class Score {
    /** From here on the verdict is suspect. */
    public static final double SUSPECT = 50;

    /** From here on the verdict is leaking. */
    public static final double LEAKING = 75;

    /** Strength at which the score is full: four times what is needed. */
    static final double FULL_STRENGTH = 4;

    private Score() {}

    /** Of a case with so much of what is needed: suspect from a half of it, leaking from all of it, full at four times. */
    static double ofStrength(double strength) {
        return strength >= 1
                ? LEAKING + (100 - LEAKING) * Math.min(1, (strength - 1) / (FULL_STRENGTH - 1))
                : SUSPECT + (LEAKING - SUSPECT) * Math.max(0, Math.min(1, 2 * strength - 1));
    }

    static void requireValid(double score) {
        if (!(score >= 0 && score <= 100)) { // written this way round to refuse NaN too
            throw new IllegalArgumentException("score must be in [0, 100], got " + score);
        }
    }
}
