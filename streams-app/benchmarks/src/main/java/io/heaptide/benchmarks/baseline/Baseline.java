package io.heaptide.benchmarks.baseline;

import io.heaptide.backtest.Reading;
import io.heaptide.benchmarks.detection.Detector;
import io.heaptide.benchmarks.detection.Level;
import io.heaptide.benchmarks.detection.Method;
import io.heaptide.benchmarks.detection.Opinion;
import io.heaptide.benchmarks.detection.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A rule as a monitoring system runs it: on each instance alone, with its own durations in production, and stretched or
 * shrunk to the length of a recording, which is more than any real rule could know. A service alarms while an instance does.
 */
public final class Baseline implements Method {
    /** After so long without a reading a series is gone, as in Prometheus. */
    private static final Duration STALE = Duration.ofMinutes(5);

    /** Where an instance has several signals, the one that rules are written for, best first. */
    private static final List<String> SIGNALS =
            List.of("container.memory.rss", "container.memory.working_set", "jvm.memory.used");

    private final Rule rule;

    private Baseline(Rule rule) {
        this.rule = rule;
    }

    /** Every rule. */
    public static List<Method> all() {
        return List.<Rule>of(
                        new PrecogMaxFilter(), new StraightLine(), new Coroot(), new PredictLinear(), new MannKendall())
                .stream()
                .<Method>map(Baseline::new)
                .toList();
    }

    @Override
    public String label() {
        return rule.label();
    }

    @Override
    public Detector begin(Setting setting, Consumer<Opinion> opinions) {
        double scale = setting.runLength()
                .map(length ->
                        length.toMillis() / (double) rule.timing().usualRun().toMillis())
                .orElse(1.0);
        return new Instances(rule, scale, opinions);
    }

    /** The watched series of all instances. */
    private static final class Instances implements Detector {
        private final Rule rule;
        private final double scale;
        private final Consumer<Opinion> opinions;
        private final Map<String, SeriesWatch> watches = new HashMap<>();
        private final Map<String, String> signals = new HashMap<>();

        Instances(Rule rule, double scale, Consumer<Opinion> opinions) {
            this.rule = rule;
            this.scale = scale;
            this.opinions = opinions;
        }

        @Override
        public void take(Reading reading) {
            if (isWatched(reading)
                    && watches.computeIfAbsent(reading.instance(), instance -> new SeriesWatch(rule, scale))
                            .take(reading)) {
                say(reading.atMillis());
            }
        }

        /** The first reading settles the signal, unless a better one comes. */
        private boolean isWatched(Reading reading) {
            String signal = signals.computeIfAbsent(reading.instance(), instance -> reading.metric());
            if (!signal.equals(reading.metric()) && rank(reading.metric()) < rank(signal)) {
                signals.put(reading.instance(), reading.metric());
                watches.remove(reading.instance());
                return true;
            }
            return signal.equals(reading.metric());
        }

        private static int rank(String metric) {
            int rank = SIGNALS.indexOf(metric);
            return rank < 0 ? SIGNALS.size() : rank;
        }

        private void say(long atMillis) {
            long silentBefore = atMillis - STALE.toMillis();
            watches.values().removeIf(watch -> watch.lastMillis() < silentBefore);
            SeriesWatch worst = watches.values().stream()
                    .reduce((one, other) -> other.level().compareTo(one.level()) > 0 ? other : one)
                    .orElseThrow();
            opinions.accept(new Opinion(atMillis, worst.level(), score(worst.level()), worst.gates()));
        }

        private static double score(Level level) {
            return switch (level) {
                case CLEAR -> 0;
                case SUSPECT -> 50;
                case ALARM -> 100;
            };
        }

        @Override
        public void finish() {
            // rules say all they have to say as readings come
        }
    }
}
