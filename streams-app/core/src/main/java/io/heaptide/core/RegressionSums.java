package io.heaptide.core;

/**
 * Mergeable sums of a regression of bytes on hours, about their means so that large levels lose no digits.
 * Chan, Golub, LeVeque (1983), doi:10.1080/00031305.1983.10483115. An identity, {@code add}, {@code merge}, fixed size.
 */
public record RegressionSums(long count, double meanHours, double meanBytes, double sxx, double sxy, double syy) {
    /** Of no point: the identity of {@link #merge}. */
    public static final RegressionSums EMPTY = new RegressionSums(0, 0, 0, 0, 0, 0);

    /** These points and one more. */
    public RegressionSums add(double hours, double bytes) {
        return merge(new RegressionSums(1, hours, bytes, 0, 0, 0));
    }

    /** The points of both. */
    public RegressionSums merge(RegressionSums other) {
        if (count == 0) {
            return other;
        }
        if (other.count == 0) {
            return this;
        }
        long n = count + other.count;
        double share = (double) other.count / n;
        double dx = other.meanHours - meanHours;
        double dy = other.meanBytes - meanBytes;
        double weight = count * share;
        return new RegressionSums(
                n,
                meanHours + dx * share,
                meanBytes + dy * share,
                sxx + other.sxx + dx * dx * weight,
                sxy + other.sxy + dx * dy * weight,
                syy + other.syy + dy * dy * weight);
    }

    /** Least-squares slope, 0 where time does not vary. */
    public double slope() {
        return sxx > 0 ? sxy / sxx : 0;
    }
}
