package io.heaptide.benchmarks.baseline;

import io.heaptide.backtest.Reading;
import io.heaptide.benchmarks.detection.Level;
import io.heaptide.core.Gate;
import java.time.Duration;
import java.util.List;

/** One series under one rule: its recent past, one reading a step, and what the rule last said. */
final class SeriesWatch {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Rule rule;
    private final double scale;
    private final long stepMillis;
    private final long everyMillis;
    private final long[] times;
    private final double[] bytes;
    private long kept;
    private long lastEvaluation = Long.MIN_VALUE;
    private long holdsSince = Long.MAX_VALUE;
    private double limit = Double.POSITIVE_INFINITY;
    private Level level = Level.CLEAR;
    private List<Gate> gates = List.of();

    /**
     * Nothing was read yet.
     *
     * @param scale the rule's durations in a case, for 1 where sampling is by the minute
     */
    SeriesWatch(Rule rule, double scale) {
        this.rule = rule;
        this.scale = scale;
        this.stepMillis = scaled(rule.timing().step());
        this.everyMillis = scaled(rule.timing().every());
        int capacity = (int) rule.timing().window().dividedBy(rule.timing().step()) + 1;
        this.times = new long[capacity];
        this.bytes = new double[capacity];
    }

    private long scaled(Duration duration) {
        return Math.max(1, Math.round(duration.toMillis() * scale));
    }

    /** Takes one reading; true if the rule was evaluated. */
    boolean take(Reading reading) {
        if (reading.limitBytes().isPresent()) {
            limit = (double) reading.limitBytes().getAsLong();
        }
        keep(reading.atMillis(), (double) reading.usedBytes());
        long evaluation = Math.floorDiv(reading.atMillis(), everyMillis);
        if (evaluation == lastEvaluation) {
            return false;
        }
        lastEvaluation = evaluation;
        evaluate(reading.atMillis());
        return true;
    }

    private void keep(long atMillis, double used) {
        boolean sameStep =
                kept > 0 && Math.floorDiv(times[slot(kept - 1)], stepMillis) == Math.floorDiv(atMillis, stepMillis);
        kept += sameStep ? 0 : 1;
        times[slot(kept - 1)] = atMillis;
        bytes[slot(kept - 1)] = used;
    }

    private int slot(long index) {
        return (int) (index % times.length);
    }

    private void evaluate(long atMillis) {
        gates = rule.judge(window(atMillis), scale);
        boolean holds = !gates.isEmpty() && gates.stream().allMatch(Gate::passed);
        holdsSince = holds ? Math.min(holdsSince, atMillis) : Long.MAX_VALUE;
        boolean longEnough =
                holds && atMillis - holdsSince >= scaled(rule.timing().pending()) - 1;
        level = holds ? longEnough ? Level.ALARM : Level.SUSPECT : Level.CLEAR;
    }

    private Window window(long atMillis) {
        long oldest = atMillis - scaled(rule.timing().window());
        long from = Math.max(0, kept - times.length);
        while (times[slot(from)] < oldest) {
            from++;
        }
        int size = (int) (kept - from);
        double[] hours = new double[size];
        double[] levels = new double[size];
        for (int i = 0; i < size; i++) {
            hours[i] = (times[slot(from + i)] - atMillis) / MILLIS_PER_HOUR;
            levels[i] = bytes[slot(from + i)];
        }
        return new Window(hours, levels, limit);
    }

    long lastMillis() {
        return kept == 0 ? Long.MIN_VALUE : times[slot(kept - 1)];
    }

    Level level() {
        return level;
    }

    List<Gate> gates() {
        return gates;
    }
}
