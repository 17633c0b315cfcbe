package io.heaptide.core;

import java.util.Arrays;

/**
 * How a window's floor grew.
 *
 * @param currentBytes the floor now: the least of the last two blocks
 * @param growthBytes the floor now above the least of the window
 * @param stepShare share of the rise that the largest single rise explains
 * @param startsWithStep whether that rise is the first
 * @param lateOverEarly slope of the later part against the earlier: 1 a line, below it flattening
 * @param lateError standard error of it, from the noise between neighbours
 * @param earlyRiseBytes rise from the first third to the middle one
 * @param concordant whether pairs rise often enough not to be chance
 */
record Shape(
        double currentBytes,
        double growthBytes,
        double stepShare,
        boolean startsWithStep,
        double lateOverEarly,
        double lateError,
        double earlyRiseBytes,
        boolean concordant,
        double drift) {
    /** Least Kendall S by number of points, one-sided p below 0.05: exact null distribution. */
    private static final int[] LEAST_S = {99, 99, 99, 99, 6, 8, 11, 13, 16, 18, 21, 25, 28};

    /** Noise of a third's median of four, of a second difference of such medians: sqrt(6) * 1.253 / 2. */
    private static final double THIRDS_ERROR = 1.535;

    static Shape of(FloorWindow window) {
        double[] y = window.bytes();
        int n = window.count();
        double current = window.current();
        int step = largestRise(y, n);
        double[] thirds = thirds(window.hours(), y, n);
        double early = thirds[0];
        double late = thirds[1];
        double ratio = early > 0 ? late / early : late > 0 ? Double.POSITIVE_INFINITY : 0;
        double rise = thirds[2];
        double error = rise > 0 ? THIRDS_ERROR * noise(y, n) / rise : 0;
        return new Shape(
                current,
                current - least(y, n),
                stepShare(y, n, step),
                step == 1,
                ratio,
                error,
                rise,
                concordance(y, n) >= LEAST_S[n],
                drift(y, n));
    }

    /** Slopes from first to middle and middle to last third, and the first rise. */
    private static double[] thirds(double[] x, double[] y, int n) {
        int third = n / 3;
        double x1 = median(x, 0, n - 2 * third);
        double x2 = median(x, third, n - third);
        double x3 = median(x, 2 * third, n);
        double y1 = median(y, 0, n - 2 * third);
        double y2 = median(y, third, n - third);
        double y3 = median(y, 2 * third, n);
        return new double[] {(y2 - y1) / (x2 - x1), (y3 - y2) / (x3 - x2), y2 - y1};
    }

    private static double median(double[] values, int from, int to) {
        double[] part = Arrays.copyOfRange(values, from, to);
        Arrays.sort(part);
        return TheilSen.median(part, part.length);
    }

    /** Standard deviation between neighbours: robust, from second differences, which a line or gentle curve leaves at 0. */
    private static double noise(double[] y, int n) {
        if (n < 5) {
            return 0;
        }
        double[] second = new double[n - 2];
        for (int i = 1; i < n - 1; i++) {
            second[i - 1] = Math.abs(y[i - 1] - 2 * y[i] + y[i + 1]);
        }
        Arrays.sort(second);
        return 1.4826 * TheilSen.median(second, n - 2) / Math.sqrt(6);
    }

    /** Index of the point before which it rose most. */
    private static int largestRise(double[] y, int n) {
        int largest = 1;
        for (int i = 2; i < n; i++) {
            if (y[i] - y[i - 1] > y[largest] - y[largest - 1]) {
                largest = i;
            }
        }
        return largest;
    }

    private static double stepShare(double[] y, int n, int step) {
        double rise = y[n - 1] - y[0];
        return rise > 0 ? Math.min(1, Math.max(0, y[step] - y[step - 1]) / rise) : 1;
    }

    private static double least(double[] y, int n) {
        double least = y[0];
        for (int i = 1; i < n; i++) {
            least = Math.min(least, y[i]);
        }
        return least;
    }

    private static int concordance(double[] y, int n) {
        int s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += (int) Math.signum(y[j] - y[i]);
            }
        }
        return s;
    }

    /**
     * The rise in units of what a random walk with these increments would wander: t of their mean. Unlike the interval of
     * the slope it holds for noise of any autocorrelation.
     */
    private static double drift(double[] y, int n) {
        double mean = (y[n - 1] - y[0]) / (n - 1);
        double squares = 0;
        for (int i = 1; i < n; i++) {
            double off = y[i] - y[i - 1] - mean;
            squares += off * off;
        }
        return mean <= 0 ? 0 : squares == 0 ? Double.MAX_VALUE : mean * Math.sqrt(n - 1) / Math.sqrt(squares / (n - 2));
    }
}
