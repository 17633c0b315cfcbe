package io.heaptide.benchmarks.detection;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.heaptide.backtest.Reading;
import io.heaptide.backtest.SampleFile;
import io.heaptide.benchmarks.detection.Setting.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of recorded and labelled series: a folder a dataset, with {@code labels.csv} and {@code samples.csv.gz}. */
final class Leakbench {
    private static final String LABELS = "labels.csv";

    private final Path directory;

    Leakbench(Path directory) {
        this.directory = directory;
    }

    /** The datasets' names, sorted. */
    List<String> datasets() throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            List<String> names = folders.filter(folder -> Files.exists(folder.resolve(LABELS)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new NoSuchFileException(
                        directory.resolve("*").resolve(LABELS).toString());
            }
            return names;
        }
    }

    /** The judged cases of one dataset, in the order of its labels. */
    List<Case> cases(String dataset) throws IOException {
        Map<Key, List<Reading>> readings = readings(samples(dataset));
        List<Case> cases = new ArrayList<>();
        for (RecordedLabel label : labels(dataset)) {
            List<Reading> own = readings.get(new Key(label.service(), label.instance()));
            if (own == null) {
                throw new IOException(dataset + ": no samples of " + label.service() + "/" + label.instance());
            }
            if (label.isJudged()) {
                cases.add(new RecordedCase(
                        label,
                        new Setting(label.pane(), Scope.INSTANCE, Optional.of(length(own))),
                        label.truth(own),
                        own));
            }
        }
        return cases;
    }

    private static Duration length(List<Reading> run) {
        return Duration.ofMillis(run.get(run.size() - 1).atMillis() - run.get(0).atMillis());
    }

    private Path samples(String dataset) {
        Path compressed = directory.resolve(dataset).resolve("samples.csv.gz");
        return Files.exists(compressed)
                ? compressed
                : directory.resolve(dataset).resolve("samples.csv");
    }

    private List<RecordedLabel> labels(String dataset) throws IOException {
        CsvSchema named = CsvSchema.emptySchema().withHeader();
        Path file = directory.resolve(dataset).resolve(LABELS);
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper().readerForMapOf(String.class).with(named).readValues(file.toFile())) {
            return rows.readAll().stream().map(RecordedLabel::of).toList();
        }
    }

    private static Map<Key, List<Reading>> readings(Path file) throws IOException {
        Map<Key, List<Reading>> byInstance = new LinkedHashMap<>();
        try (SampleFile samples = new SampleFile(file)) {
            Optional<Reading> reading = samples.next();
            while (reading.isPresent()) {
                byInstance
                        .computeIfAbsent(Key.of(reading.get()), key -> new ArrayList<>())
                        .add(reading.get());
                reading = samples.next();
            }
        }
        return byInstance;
    }

    /** Whose readings. */
    private record Key(String service, String instance) {
        static Key of(Reading reading) {
            return new Key(reading.service(), reading.instance());
        }
    }
}
