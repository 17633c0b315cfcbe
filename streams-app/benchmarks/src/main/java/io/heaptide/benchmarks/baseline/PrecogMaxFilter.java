package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Precog with maximum filtration (PrecogMF): lines from each change point to now, of which one explains the readings
 * (R² above 0.8), lasts long enough, reaches the limit within the critical time, and is steeper and longer than any that
 * ended before; and the newest readings top the highest ones of the past. Jindal et al., "Online Memory Leak Detection in
 * the Cloud-based Infrastructures", 2020, arXiv:2101.09799, and arXiv:2106.08938; change points are modified z-scores of
 * the differences above 3.5. The past before the line, at most four days, stands for the training set. The authors' guard
 * against use below 40 % of the limit is left out, in this method's favour: most leaks here are over before.
 */
final class PrecogMaxFilter implements Rule {
    private static final double MIN_R_SQUARED = 0.8;
    private static final double MIN_TREND_HOURS = 6;
    private static final double CRITICAL_HOURS = 7 * 24;
    private static final double CHANGE_SCORE = 3.5;
    private static final double Z_PER_MEDIAN_DEVIATION = 0.6745;
    private static final int SMOOTHED_OVER = 12; // an hour
    private static final int TOP_READINGS = 10;

    @Override
    public String label() {
        return "PrecogMF";
    }

    @Override
    public Timing timing() {
        return new Timing(
                Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofDays(4), Duration.ofMinutes(15), Duration.ZERO);
    }

    @Override
    public List<Gate> judge(Window past, double scale) {
        if (past.spanHours() < MIN_TREND_HOURS * scale || Double.isInfinite(past.limitBytes())) {
            return List.of();
        }
        Window smooth = new Window(past.hours(), smoothed(past.bytes()), past.limitBytes());
        List<Integer> changes = changePoints(smooth, MIN_TREND_HOURS * scale);
        List<Gate> best = List.of();
        for (int i = changes.size() - 1; i >= 0; i--) {
            int from = changes.get(i);
            if (-smooth.hours()[from] >= MIN_TREND_HOURS * scale) {
                List<Gate> gates = trend(smooth, changes.subList(0, i + 1), scale);
                if (gates.stream().allMatch(Gate::passed)) {
                    return gates;
                }
                best = best.isEmpty() ? gates : best;
            }
        }
        return best;
    }

    private static List<Gate> trend(Window smooth, List<Integer> changes, double scale) {
        int from = changes.get(changes.size() - 1);
        Line line = Line.through(smooth, from, smooth.size());
        double exitHours = line.bytesPerHour() > 0
                ? (smooth.limitBytes() - smooth.newest()) / line.bytesPerHour()
                : Double.MAX_VALUE;
        return List.of(
                Rule.above("r-squared", line.rSquared(), MIN_R_SQUARED),
                Rule.atMost("exit-hours", exitHours, CRITICAL_HOURS * scale),
                Rule.above("slope-bytes-per-hour", line.bytesPerHour(), steepestBefore(smooth, changes, scale)),
                Rule.above(
                        "least-top-bytes",
                        topLeast(smooth.bytes(), from, smooth.size()),
                        topMedian(smooth.bytes(), 0, from)));
    }

    /** The steepest line between two change points of the past that would have alarmed. */
    private static double steepestBefore(Window smooth, List<Integer> changes, double scale) {
        double steepest = 0;
        for (int i = 0; i + 1 < changes.size(); i++) {
            int from = changes.get(i);
            int to = changes.get(i + 1);
            if (smooth.hours()[to - 1] - smooth.hours()[from] >= MIN_TREND_HOURS * scale) {
                Line line = Line.through(smooth, from, to);
                steepest = line.rSquared() > MIN_R_SQUARED ? Math.max(steepest, line.bytesPerHour()) : steepest;
            }
        }
        return steepest;
    }

    /** The least of the ten highest readings. */
    private static double topLeast(double[] bytes, int from, int to) {
        double[] sorted = Arrays.copyOfRange(bytes, from, to);
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - TOP_READINGS)];
    }

    /** The median of the ten highest readings, 0 of none. */
    private static double topMedian(double[] bytes, int from, int to) {
        double[] sorted = Arrays.copyOfRange(bytes, from, to);
        Arrays.sort(sorted);
        int top = Math.min(TOP_READINGS, sorted.length);
        return top == 0 ? 0 : sorted[sorted.length - 1 - top / 2];
    }

    /** The start, and where the level jumped, at least a trend's length apart. */
    private static List<Integer> changePoints(Window smooth, double apartHours) {
        double[] steps = new double[smooth.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(smooth.bytes()[i + 1] - smooth.bytes()[i]);
        }
        double middle = median(steps);
        double deviation =
                median(Arrays.stream(steps).map(step -> Math.abs(step - middle)).toArray());
        List<Integer> points = new ArrayList<>(List.of(0));
        for (int i = 0; i < steps.length; i++) {
            double apart = smooth.hours()[i + 1] - smooth.hours()[points.get(points.size() - 1)];
            boolean jumps = Z_PER_MEDIAN_DEVIATION * Math.abs(steps[i] - middle) > CHANGE_SCORE * deviation;
            if (jumps && apart >= apartHours) {
                points.add(i + 1);
            }
        }
        return points;
    }

    /** A running median over an hour. */
    private static double[] smoothed(double[] bytes) {
        double[] smooth = new double[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            smooth[i] = median(Arrays.copyOfRange(bytes, Math.max(0, i + 1 - SMOOTHED_OVER), i + 1));
        }
        return smooth;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int size = sorted.length;
        return size == 0 ? 0 : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }
}
