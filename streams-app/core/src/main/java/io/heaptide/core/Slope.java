package io.heaptide.core;

/**
 * A slope with its 95 % interval, in bytes an hour.
 *
 * @param midBytesPerHour the estimate
 */
public record Slope(double lowBytesPerHour, double midBytesPerHour, double highBytesPerHour) {
    /** No slope, no doubt: what a series without a fit has. */
    public static final Slope NONE = new Slope(0, 0, 0);

    public Slope {
        if (!(lowBytesPerHour <= midBytesPerHour && midBytesPerHour <= highBytesPerHour)) {
            throw new IllegalArgumentException("slope must be ordered low <= mid <= high, got " + lowBytesPerHour + ", "
                    + midBytesPerHour + ", " + highBytesPerHour);
        }
    }
}
