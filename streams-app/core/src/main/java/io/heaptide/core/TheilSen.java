package io.heaptide.core;

import java.util.Arrays;

/**
 * The median of all pairwise slopes, with Sen's interval. Not least squares: one restart inside the window tilts a
 * squared-error line. Sen (1968), doi:10.2307/2285891.
 */
final class TheilSen {
    private static final double Z_95 = 1.959963984540054;

    /** Autocorrelation beyond this cannot be estimated from a dozen points. */
    private static final double MAX_AUTOCORRELATION = 0.95;

    private TheilSen() {}

    /**
     * Slope of {@code count} points with its 95 % interval. The variance of Kendall's S is inflated by
     * {@code (1 + r) / (1 - r)} for lag-one autocorrelation r of the residuals, the effective sample size of an AR(1).
     */
    static Slope fit(double[] hours, double[] bytes, int count) {
        if (count < 2) {
            return Slope.NONE;
        }
        double[] slopes = slopes(hours, bytes, count);
        double mid = median(slopes, slopes.length);
        return interval(slopes, count, mid, autocorrelation(hours, bytes, count, mid));
    }

    private static double[] slopes(double[] hours, double[] bytes, int count) {
        double[] slopes = new double[count * (count - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                slopes[pairs++] = (bytes[j] - bytes[i]) / (hours[j] - hours[i]);
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }

    /** Sen's interval from sorted slopes; {@code r} is the lag-one autocorrelation of the residuals. */
    static Slope interval(double[] slopes, int count, double mid, double r) {
        int pairs = slopes.length;
        double variance = count * (count - 1.0) * (2.0 * count + 5) / 18 * (1 + r) / (1 - r);
        double reach = Z_95 * Math.sqrt(variance);
        int low = Math.max(0, (int) Math.floor((pairs - reach) / 2));
        return new Slope(slopes[low], mid, slopes[pairs - 1 - low]);
    }

    static double median(double[] sorted, int count) {
        int half = count / 2;
        return count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double autocorrelation(double[] hours, double[] bytes, int count, double slope) {
        double[] residuals = new double[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = bytes[i] - slope * hours[i];
        }
        double mean = 0;
        for (double residual : residuals) {
            mean += residual / count;
        }
        double together = 0;
        double alone = 0;
        for (int i = 0; i < count; i++) {
            alone += (residuals[i] - mean) * (residuals[i] - mean);
            together += i == 0 ? 0 : (residuals[i] - mean) * (residuals[i - 1] - mean);
        }
        double r = alone == 0 ? -1 : together / alone;
        return Math.min(MAX_AUTOCORRELATION, Math.max(0, r + (1 + 4 * r) / count));
    }
}
