package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The Mann-Kendall test for a monotone trend at 5 %, one-sided, with Sen's slope as its size: the classic of software
 * ageing. Mann (1945), doi:10.2307/1907187; Sen (1968), doi:10.1080/01621459.1968.10480934; used for ageing by Garg et al.
 * (1998), doi:10.1109/ISSRE.1998.730892, and found prone to false alarms by Machida et al. (2013),
 * doi:10.1109/ISSREW.2013.6688905. Any significant rise is a leak to it.
 */
final class MannKendall implements Rule {
    private static final double CRITICAL_Z = 1.645; // one-sided 5 %
    private static final int LEAST_READINGS = 10;

    @Override
    public String label() {
        return "Mann-Kendall + Theil–Sen";
    }

    @Override
    public Timing timing() {
        return Timing.HOURLY.withEvery(Duration.ofMinutes(5));
    }

    @Override
    public List<Gate> judge(Window past, double scale) {
        if (past.size() < LEAST_READINGS) {
            return List.of();
        }
        Gate trend = Rule.above("z", z(past.bytes()), CRITICAL_Z);
        return trend.passed()
                ? List.of(trend, Rule.above("sen-slope-bytes-per-hour", senSlope(past), 0))
                : List.of(trend);
    }

    /** The test's statistic with its correction for ties. */
    static double z(double[] values) {
        double s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Math.signum(values[j] - values[i]);
            }
        }
        double deviation = Math.sqrt(variance(values));
        return deviation == 0 ? 0 : (s - Math.signum(s)) / deviation;
    }

    private static double variance(double[] values) {
        double variance = tieTerm(values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int run = 1;
        for (int i = 1; i <= sorted.length; i++) {
            if (i < sorted.length && sorted[i] == sorted[i - 1]) {
                run++;
            } else {
                variance -= tieTerm(run);
                run = 1;
            }
        }
        return variance;
    }

    private static double tieTerm(double count) {
        return count * (count - 1) * (2 * count + 5) / 18;
    }

    /** The median slope between any two readings. */
    static double senSlope(Window past) {
        int size = past.size();
        double[] slopes = new double[size * (size - 1) / 2];
        int count = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                slopes[count++] = (past.bytes()[j] - past.bytes()[i]) / (past.hours()[j] - past.hours()[i]);
            }
        }
        Arrays.sort(slopes);
        return (slopes[(count - 1) / 2] + slopes[count / 2]) / 2;
    }
}
