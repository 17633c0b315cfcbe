package io.heaptide.benchmarks.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, as people and as programs read it. */
final class PipelineReport {

    private final Map<Integer, Map<ContestantName, List<Figures>>> measured;

    PipelineReport(Map<Integer, Map<ContestantName, List<Figures>>> measured) {
        this.measured = measured;
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-9s %-22s %24s %9s %9s %9s %9s %10s %9s%n",
                "series",
                "contestant",
                "samples/s (least-most)",
                "CPU us",
                "broker us",
                "heap B/s.",
                "state B/s.",
                "changelog",
                "results"));
        measured.forEach((series, contestants) -> {
            contestants.forEach((name, runs) -> table.append(row(series, name, runs)));
            ratios(contestants)
                    .forEach((name, ratio) ->
                            table.append(String.format(Locale.ROOT, "%9s %s: %.2f%n", "", name, ratio)));
        });
        againstTheSmallest()
                .forEach((name, ratio) -> table.append(String.format(Locale.ROOT, "%s: %.2f%n", name, ratio)));
        return table.append(
                        "CPU in microseconds, changelog and results in bytes, each per sample; medians of the runs\n")
                .toString();
    }

    private static String row(int series, ContestantName name, List<Figures> runs) {
        Spread rate = spread(runs, Figures.RATE);
        return String.format(
                Locale.ROOT,
                "%-,9d %-22s %24s %9.3f %9.3f %9.0f %9.0f %10.2f %9.2f%n",
                series,
                name.label(),
                String.format(Locale.ROOT, "%,.0f (%,.0f-%,.0f)", rate.median(), rate.least(), rate.most()),
                spread(runs, Figures.CPU).median(),
                spread(runs, Figures.BROKER_CPU).median(),
                spread(runs, Figures.HEAP).median(),
                spread(runs, Figures.STATE).median(),
                spread(runs, Figures.CHANGELOG).median(),
                spread(runs, Figures.RESULTS).median());
    }

    String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        measured.forEach((series, contestants) -> {
            Map<String, Object> byName = new LinkedHashMap<>();
            contestants.forEach(
                    (name, runs) -> byName.put(name.label(), new FigureReport(name.label(), runs).spreads()));
            byName.put("ratios", ratios(contestants));
            document.put(Integer.toString(series), byName);
        });
        document.put("ratios", againstTheSmallest());
        return FigureReport.toJson(document);
    }

    /** How Heaptide stands to the others, by samples a second. */
    private static Map<String, Double> ratios(Map<ContestantName, List<Figures>> contestants) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        List<Figures> heaptide = contestants.get(ContestantName.HEAPTIDE);
        contestants.forEach((name, runs) -> {
            if (heaptide != null && name != ContestantName.HEAPTIDE) {
                ratios.put("heaptide / " + name.label(), rate(heaptide) / rate(runs));
            }
        });
        return ratios;
    }

    /** How Heaptide's rate holds as the fleet grows. */
    private Map<String, Double> againstTheSmallest() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        measured.forEach((series, contestants) -> measured.forEach((fewer, others) -> {
            List<Figures> many = contestants.get(ContestantName.HEAPTIDE);
            List<Figures> few = others.get(ContestantName.HEAPTIDE);
            if (fewer < series && many != null && few != null) {
                ratios.put(
                        String.format(Locale.ROOT, "heaptide at %,d series / at %,d", series, fewer),
                        rate(many) / rate(few));
            }
        }));
        return ratios;
    }

    private static double rate(List<Figures> runs) {
        return spread(runs, Figures.RATE).median();
    }

    private static Spread spread(List<Figures> runs, String figure) {
        return Spread.of(runs.stream().map(run -> run.get(figure)).toList());
    }
}
