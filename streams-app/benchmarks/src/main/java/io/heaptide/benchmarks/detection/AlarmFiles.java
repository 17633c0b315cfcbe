package io.heaptide.benchmarks.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Alarms as the leakbench scorer reads them: a file a dataset, a row an alarm. */
final class AlarmFiles {
    private static final double MILLIS_PER_SECOND = 1000;

    private AlarmFiles() {}

    static void write(Path directory, List<Result> results) throws IOException {
        Files.createDirectories(directory);
        for (Result result : results) {
            Files.writeString(
                    directory.resolve(result.dataset().name() + ".csv"),
                    alarms(result).csv());
        }
    }

    private static Table alarms(Result result) {
        List<List<String>> rows = new ArrayList<>();
        for (Outcome outcome : result.outcomes()) {
            RecordedCase recorded = (RecordedCase) outcome.of();
            for (Opinion alarm : outcome.said().alarms()) {
                String at = String.format(Locale.ROOT, "%.3f", alarm.atMillis() / MILLIS_PER_SECOND);
                rows.add(List.of(at, recorded.service(), recorded.instance(), "leaking"));
            }
        }
        return new Table(List.of("timestamp", "service", "instance", "verdict"), rows);
    }
}
