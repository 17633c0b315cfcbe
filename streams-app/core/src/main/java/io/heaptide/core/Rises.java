package io.heaptide.core;

/** How lives rose over one stretch, together: what {@link PooledTrial} asks. Growth is in shares of headroom. */
interface Rises {
    /** Lives that tell of it, 0 if they are too few to tell. */
    int lives();

    /** Degrees of freedom of the errors. */
    double degrees();

    /** Mean growth over the whole stretch. */
    double growth();

    /** Standard error of it; infinite if it is not known. */
    double growthError();

    /** Mean rise from the first quarter to the second. */
    double meanEarly();

    /** The same in units of its standard error. */
    double earlyOverError();

    /** Mean rise from the third quarter to the last in units of its standard error. */
    double lateOverError();

    /** The lesser of early and late rise, as a share of the whole: a third for a line, next to nothing for a jump. */
    double leastShare();

    /** Late rise against early: 1 a line, below it flattening. */
    double lateOverEarly();

    /** Standard error of it. */
    double lateOverEarlyError();
}
