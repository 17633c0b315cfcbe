package io.heaptide.benchmarks.detection;

import io.heaptide.core.Gate;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Lists what went wrong, case by case, with the gates that decided. */
final class Explanation {
    private final PrintWriter out;

    Explanation(PrintWriter out) {
        this.out = out;
    }

    void print(List<Result> results) {
        results.forEach(result ->
                result.outcomes().forEach(outcome -> print(result.dataset().name(), outcome)));
    }

    private void print(String group, Outcome outcome) {
        for (Opinion alarm : outcome.truth().isNegative() ? outcome.said().falseAlarms() : List.<Opinion>of()) {
            line(group, outcome.truth().leaks() ? "early" : "false", outcome, Optional.of(alarm));
        }
        if (outcome.isMissed()) {
            boolean late = outcome.isFound();
            line(
                    group,
                    late ? "late" : "missed",
                    outcome,
                    late ? outcome.said().found() : outcome.said().closest());
        }
    }

    private void line(String group, String what, Outcome outcome, Optional<Opinion> opinion) {
        out.printf(
                Locale.ROOT,
                "%-6s %s %s [%s %s] fault %s, full %s: %s%n",
                what,
                group,
                outcome.of().name(),
                outcome.of().shape(),
                outcome.of().runtime(),
                outcome.truth().leaks()
                        ? since(outcome, OptionalLong.of(outcome.truth().growsFromMillis()))
                        : "never",
                since(outcome, outcome.truth().failure().atMillis()),
                opinion.map(said -> said(outcome, said)).orElse("nothing was said"));
    }

    private static String said(Outcome outcome, Opinion opinion) {
        return String.format(
                Locale.ROOT,
                "%s score %.1f at %s (%s): %s",
                opinion.level().name().toLowerCase(Locale.ROOT),
                opinion.score(),
                since(outcome, OptionalLong.of(opinion.atMillis())),
                Instant.ofEpochMilli(opinion.atMillis()),
                opinion.gates().stream().map(Explanation::gate).collect(Collectors.joining(" ")));
    }

    private static String since(Outcome outcome, OptionalLong atMillis) {
        return atMillis.isEmpty()
                ? "never"
                : String.format(
                        Locale.ROOT,
                        "%.2f h",
                        (atMillis.getAsLong() - outcome.truth().startMillis()) / 3_600_000.0);
    }

    /** A failed gate stands out. */
    private static String gate(Gate gate) {
        return String.format(
                Locale.ROOT, "%s%s=%.4g/%.4g", gate.passed() ? "" : "!", gate.name(), gate.value(), gate.threshold());
    }
}
