package io.heaptide.benchmarks.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One thing measured several times: a row a figure. */
final class FigureReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String title;
    private final Map<String, Spread> spreads = new TreeMap<>();

    FigureReport(String title, List<Figures> runs) {
        this.title = title;
        for (String name : runs.get(0).values().keySet()) {
            spreads.put(name, Spread.of(runs.stream().map(run -> run.get(name)).toList()));
        }
    }

    Map<String, Spread> spreads() {
        return spreads;
    }

    String table() {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-36s %12s %12s %12s%n", title, "median", "least", "most"));
        spreads.forEach((name, spread) -> table.append(String.format(
                Locale.ROOT, "%-36s %,12.2f %,12.2f %,12.2f%n", name, spread.median(), spread.least(), spread.most())));
        return table.toString();
    }

    String json() {
        return toJson(spreads);
    }

    static String toJson(Object document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
