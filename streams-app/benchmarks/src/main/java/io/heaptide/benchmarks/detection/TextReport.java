package io.heaptide.benchmarks.detection;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class TextReport {
    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void print(String method, Map<String, List<Outcome>> groups) {
        out.println(method);
        out.printf(
                "%-22s %5s %5s %5s %5s %6s %6s %6s %9s %7s %7s %8s%n",
                "dataset",
                "leaks",
                "found",
                "neg",
                "false",
                "recall",
                "FAR",
                "alarms",
                "per 1000d",
                "delay",
                "suspect",
                "in time");
        groups.forEach((name, outcomes) -> row(name, Figures.of(outcomes)));
        Map<String, List<Outcome>> recorded = new TreeMap<>(groups);
        recorded.keySet().removeIf(name -> name.startsWith("simulator"));
        Summary macro =
                Summary.macro(recorded.values().stream().map(Figures::of).toList());
        out.printf(
                Locale.ROOT,
                "macro recall %.3f FAR %.3f precision@10%% %.3f F1@10%% %.3f%n",
                macro.recall(),
                macro.falseAlarmRate(),
                macro.precision(),
                macro.f1());
        Map<String, List<Outcome>> byShape = groups.entrySet().stream()
                .filter(e -> e.getKey().startsWith("simulator"))
                .flatMap(e -> e.getValue().stream())
                .collect(Collectors.groupingBy(o -> o.of().shape(), TreeMap::new, Collectors.toList()));
        byShape.forEach((name, outcomes) -> row(name, Figures.of(outcomes)));
    }

    private void row(String name, Figures f) {
        out.printf(
                Locale.ROOT,
                "%-22s %5d %5d %5d %5d %6s %6s %6d %9s %7s %7s %4d/%-4d%n",
                name,
                f.leaks(),
                f.found(),
                f.negatives(),
                f.falselyAlarmed(),
                cell(f.recall(), 1),
                cell(f.falseAlarmRate(), 1),
                f.falseAlarms(),
                cell(f.falseAlarmsPerDay(), 1000),
                cell(f.medianDelayShare(), 1),
                cell(f.medianSuspectShare(), 1),
                f.foundInTime(),
                f.fillers());
    }

    private static String cell(OptionalDouble value, double times) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble() * times);
    }
}
