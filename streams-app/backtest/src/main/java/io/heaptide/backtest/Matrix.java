package io.heaptide.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The answer to a range query.
 *
 * @param notNumbers points left out because they are no finite numbers
 * @param warnings what Prometheus had to say beside it
 */
record Matrix(List<Points> series, long points, long notNumbers, List<String> warnings) {
    Matrix {
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }

    /** The points of one series, by time. */
    static final class Points {
        private final Map<String, String> labels;
        private long[] atMillis = new long[16];
        private double[] values = new double[16];
        private int size;

        Points(Map<String, String> labels) {
            this.labels = labels;
        }

        void add(long at, double value) {
            if (size == values.length) {
                atMillis = Arrays.copyOf(atMillis, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            atMillis[size] = at;
            values[size] = value;
            size++;
        }

        Map<String, String> labels() {
            return labels;
        }

        int size() {
            return size;
        }

        long atMillis(int index) {
            return atMillis[index];
        }

        double value(int index) {
            return values[index];
        }
    }
}
