package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.util.List;

/**
 * Least squares, believed where the line explains the readings: R² above 0.8 and the limit crossed within a day. The R²
 * guard is the one of Linear Backward Regression in Jindal et al., "Memory Leak Detection Algorithms in the Cloud-based
 * Infrastructure", 2021, arXiv:2106.08938, over one window.
 */
final class StraightLine implements Rule {
    private static final double MIN_R_SQUARED = 0.8;
    private static final double HORIZON_HOURS = 24;
    private static final int LEAST_READINGS = 10;

    @Override
    public String label() {
        return "OLS, R² > 0.8";
    }

    @Override
    public Timing timing() {
        return Timing.HOURLY;
    }

    @Override
    public List<Gate> judge(Window past, double scale) {
        if (past.size() < LEAST_READINGS || Double.isInfinite(past.limitBytes())) {
            return List.of();
        }
        Line line = past.line();
        return List.of(
                Rule.above("r-squared", line.rSquared(), MIN_R_SQUARED),
                Rule.above("slope-bytes-per-hour", line.bytesPerHour(), 0),
                Rule.above("predicted-bytes", line.bytesAt(HORIZON_HOURS * scale), past.limitBytes()));
    }
}
