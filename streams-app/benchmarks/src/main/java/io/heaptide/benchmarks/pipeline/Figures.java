package io.heaptide.benchmarks.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a process measured, by name; travels as lines of its standard output. */
record Figures(Map<String, Double> values) {

    static final String RATE = "samples_per_second";
    static final String CPU = "cpu_us_per_sample";
    static final String BROKER_CPU = "broker_cpu_us_per_sample";
    static final String HEAP = "heap_bytes_per_series";
    static final String STATE = "state_bytes_per_series";
    static final String CHANGELOG = "changelog_bytes_per_sample";
    static final String RESULTS = "result_bytes_per_sample";
    static final String SECONDS = "seconds";

    private static final String MARK = "figure ";

    Figures {
        values = Map.copyOf(values);
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    Figures with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Figures(more);
    }

    void print() {
        new TreeMap<>(values).forEach((name, value) -> System.out.println(MARK + name + " " + value));
    }

    /** Finds figures among whatever else a process has said. */
    static Figures among(List<String> lines) {
        Map<String, Double> found = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith(MARK)) {
                String[] words = line.split(" ", -1);
                found.put(words[1], Double.parseDouble(words[2]));
            }
        }
        return new Figures(found);
    }
}
