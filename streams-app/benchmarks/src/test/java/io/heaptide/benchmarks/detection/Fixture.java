package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;
import io.heaptide.core.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/** A small directory of recorded series, and a method simple enough to know its every alarm. */
final class Fixture {
    private static final int MINUTES = 100;

    private Fixture() {}

    static void write(Path directory) throws IOException {
        write(
                directory.resolve("one"),
                List.of("s,found,leak,3000,", "s,missed,leak,3000,", "s,early,leak,3000,", "s,calm,healthy,,"),
                List.of(
                        minute -> minute < 60 ? 100 : 800 + minute,
                        minute -> 100,
                        minute -> minute == 10 || minute == 80 ? 900 : 100,
                        minute -> 100));
        write(
                directory.resolve("two"),
                List.of("s,whole,leak,,5s", "s,noisy,healthy,,", "s,calm,healthy,,", "s,other,other_fault,600,"),
                List.of(
                        minute -> minute < 20 ? 100 : 800 + minute,
                        minute -> minute % 50 == 25 ? 900 : 100,
                        minute -> 100,
                        minute -> 900));
    }

    private static void write(Path dataset, List<String> labels, List<IntToLongFunction> levels) throws IOException {
        Files.createDirectories(dataset);
        Files.writeString(
                dataset.resolve("labels.csv"),
                "service,instance,label,fault_start,pane\n" + String.join("\n", labels) + "\n");
        StringBuilder samples = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes\n");
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int i = 0; i < labels.size(); i++) {
                samples.append(minute * 60)
                        .append(",s,")
                        .append(labels.get(i).split(",", -1)[1])
                        .append(",container.memory.rss,")
                        .append(levels.get(i).applyAsLong(minute))
                        .append(",1000\n");
            }
        }
        Files.writeString(dataset.resolve("samples.csv"), samples);
    }

    /** Alarms while more than half the limit is used. */
    static final class HalfFull implements Method {
        @Override
        public String label() {
            return "half full";
        }

        @Override
        public Detector begin(Setting setting, Consumer<Opinion> opinions) {
            return new Detector() {
                @Override
                public void take(Reading reading) {
                    boolean full = reading.usedBytes() > 500;
                    opinions.accept(new Opinion(
                            reading.atMillis(),
                            full ? Level.ALARM : Level.CLEAR,
                            full ? 95 : 5,
                            List.of(new Gate("used-bytes", reading.usedBytes(), 500, full))));
                }

                @Override
                public void finish() {
                    // has nothing left to say
                }
            };
        }
    }

    static Results tried(Path directory) throws IOException, InterruptedException {
        Leakbench leakbench = new Leakbench(directory);
        List<Result> results = new ArrayList<>();
        try (Trials trials = new Trials(List.of(new HalfFull()), new Probes(1))) {
            for (String name : leakbench.datasets()) {
                results.addAll(trials.of(new Dataset(name, false, leakbench.cases(name)), (done, readings) -> {}));
            }
        }
        return new Results(results);
    }
}
