package io.heaptide.benchmarks.baseline;

/**
 * A least-squares line.
 *
 * @param bytesNow its level at hour 0
 * @param rSquared share of the variance that it explains, 0 where nothing varies
 */
record Line(double bytesPerHour, double bytesNow, double rSquared) {
    /** Through the readings from one index to another. */
    static Line through(Window window, int from, int to) {
        int count = to - from;
        double meanHours = mean(window.hours(), from, to);
        double meanBytes = mean(window.bytes(), from, to);
        double sxx = 0;
        double sxy = 0;
        double syy = 0;
        for (int i = from; i < to; i++) {
            double dx = window.hours()[i] - meanHours;
            double dy = window.bytes()[i] - meanBytes;
            sxx += dx * dx;
            sxy += dx * dy;
            syy += dy * dy;
        }
        double slope = count < 2 || sxx == 0 ? 0 : sxy / sxx;
        return new Line(slope, meanBytes - slope * meanHours, sxx * syy == 0 ? 0 : sxy * sxy / (sxx * syy));
    }

    double bytesAt(double hours) {
        return bytesNow + bytesPerHour * hours;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
