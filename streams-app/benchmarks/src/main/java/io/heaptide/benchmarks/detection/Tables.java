package io.heaptide.benchmarks.detection;

import static io.heaptide.benchmarks.detection.Table.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results as tables. */
final class Tables {
    private static final String SHARE = "%.3f";
    private static final double THOUSAND_DAYS = 1000;
    private static final String DELAY_TO_LIMIT = "delay to limit";
    private static final List<String> FIGURES = List.of(
            "leaks",
            "found",
            "negatives",
            "false",
            "recall",
            "FAR",
            "precision",
            "F1@10%",
            "alarms/day",
            "alarms/1000 days",
            "delay",
            "suspect",
            DELAY_TO_LIMIT,
            "fills",
            "in time",
            "recall in time");

    private final Results results;

    Tables(Results results) {
        this.results = results;
    }

    /** Every dataset and shape under every method, for machines. */
    Table everything() {
        List<List<String>> rows = new ArrayList<>();
        for (String method : results.methods()) {
            datasets(method).rows().forEach(row -> rows.add(with(List.of(method, "dataset"), row)));
            shapes(method).rows().forEach(row -> rows.add(with(List.of(method, "shape"), row)));
        }
        return new Table(with(List.of("method", "of"), with(List.of("name"), FIGURES)), rows);
    }

    /** Every dataset under one method. */
    Table datasets(String method) {
        return figures(
                "dataset",
                Stream.concat(results.recorded(method).stream(), results.simulated(method).stream())
                        .map(each -> row(each.dataset().name(), each.figures()))
                        .toList());
    }

    /** The simulated services of all seeds under one method, by shape. */
    Table shapes(String method) {
        return figures(
                "shape",
                results.byShape(method).entrySet().stream()
                        .map((Map.Entry<String, Figures> each) -> row(each.getKey(), each.getValue()))
                        .toList());
    }

    private static Table figures(String of, List<List<String>> rows) {
        return new Table(with(List.of(of), FIGURES), rows);
    }

    /** The methods side by side on the recorded datasets. */
    Table recorded() {
        return new Table(
                List.of(
                        "method",
                        "macro recall",
                        "macro FAR",
                        "precision@10%",
                        "F1@10%",
                        "delay",
                        "suspect",
                        DELAY_TO_LIMIT,
                        "recall by dataset",
                        "FAR by dataset"),
                results.methods().stream().map(this::recorded).toList());
    }

    private List<String> recorded(String method) {
        Summary macro = results.macro(method);
        Figures pooled = Figures.of(results.recorded(method).stream()
                .flatMap(each -> each.outcomes().stream())
                .toList());
        return List.of(
                method,
                cell(macro.recall(), "%.2f"),
                cell(macro.falseAlarmRate(), SHARE),
                cell(macro.precision(), "%.2f"),
                cell(macro.f1(), "%.2f"),
                cell(pooled.medianDelayShare(), "%.2f"),
                cell(pooled.medianSuspectShare(), "%.2f"),
                cell(pooled.medianDelayToLimit(), "%.2f"),
                byDataset(method, Figures::recall),
                byDataset(method, Figures::falseAlarmRate));
    }

    private String byDataset(String method, Function<Figures, OptionalDouble> figure) {
        return String.join(
                ", ",
                results.recorded(method).stream()
                        .filter(each -> figure.apply(each.figures()).isPresent())
                        .map(each -> each.dataset().name() + " " + cell(figure.apply(each.figures()), "%.2f"))
                        .toList());
    }

    /** The methods side by side on the simulated fleets: least, median and most over the seeds. */
    Table simulated() {
        return new Table(
                List.of(
                        "method",
                        "recall",
                        "FAR",
                        "recall in time",
                        "false alarms/1000 service-days",
                        "delay",
                        "suspect"),
                results.methods().stream().map(this::simulated).toList());
    }

    private List<String> simulated(String method) {
        return List.of(
                method,
                spread(method, Figures::recall),
                spread(method, Figures::falseAlarmRate),
                spread(method, Figures::recallInTime),
                spread(method, figures -> perThousandDays(figures)),
                spread(method, Figures::medianDelayShare),
                spread(method, Figures::medianSuspectShare));
    }

    private String spread(String method, Function<Figures, OptionalDouble> figure) {
        double[] values = results.simulated(method).stream()
                .map(Result::figures)
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        if (values.length < 2) {
            return values.length == 0 ? "-" : cell(values[0], SHARE);
        }
        return String.join(
                " / ",
                cell(values[0], SHARE),
                cell(values[values.length / 2], SHARE),
                cell(values[values.length - 1], SHARE));
    }

    private static List<String> row(String name, Figures figures) {
        Summary alone =
                new Summary(figures.recall().orElse(0), figures.falseAlarmRate().orElse(0));
        return List.of(
                name,
                Integer.toString(figures.leaks()),
                Integer.toString(figures.found()),
                Integer.toString(figures.negatives()),
                Integer.toString(figures.falselyAlarmed()),
                cell(figures.recall(), SHARE),
                cell(figures.falseAlarmRate(), SHARE),
                cell(figures.precision(), SHARE),
                figures.leaks() == 0 ? "-" : cell(alone.f1(), SHARE),
                cell(figures.falseAlarmsPerDay(), "%.4f"),
                cell(perThousandDays(figures), "%.2f"),
                cell(figures.medianDelayShare(), SHARE),
                cell(figures.medianSuspectShare(), SHARE),
                cell(figures.medianDelayToLimit(), SHARE),
                Integer.toString(figures.fillers()),
                Integer.toString(figures.foundInTime()),
                cell(figures.recallInTime(), SHARE));
    }

    private static OptionalDouble perThousandDays(Figures figures) {
        OptionalDouble perDay = figures.falseAlarmsPerDay();
        return perDay.isPresent() ? OptionalDouble.of(perDay.getAsDouble() * THOUSAND_DAYS) : perDay;
    }

    private static List<String> with(List<String> first, List<String> rest) {
        return Stream.concat(first.stream(), rest.stream()).toList();
    }
}
