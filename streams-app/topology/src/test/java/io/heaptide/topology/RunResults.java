package io.heaptide.topology;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What a run published, in an order that does not depend on partitions. */
record RunResults(List<SeriesTrend> trends, List<LeakScore> scores, List<LeakAlert> alerts, int deadLetters) {

    /** @param begun scores up to here are left out: which partition is heard first is chance */
    static RunResults of(PipelineRun run, Instant begun) {
        return new RunResults(
                run.trends().stream()
                        .sorted(Comparator.comparing(SeriesTrend::getWindowEndMs)
                                .thenComparing(trend -> trend.getInstance().getServiceInstanceId()))
                        .toList(),
                run.scores().stream()
                        .filter(score -> score.getWindowEndMs() > begun.toEpochMilli())
                        .sorted(Comparator.comparing(LeakScore::getWindowEndMs)
                                .thenComparing(LeakScore::getServiceName))
                        .toList(),
                run.alerts().stream()
                        .sorted(Comparator.comparing(LeakAlert::getAtMs))
                        .toList(),
                run.count(Topics.DEAD_LETTERS.name()));
    }

    /** The first few places where two runs differ: for people, equality of thousands of records tells nothing. */
    List<String> differencesFrom(RunResults other) {
        List<String> differences = new ArrayList<>();
        differences.addAll(differences("trend", trends, other.trends, RunResults::describe));
        differences.addAll(differences("score", scores, other.scores, RunResults::describe));
        differences.addAll(differences("alert", alerts, other.alerts, LeakAlert::toString));
        return differences;
    }

    private static <T> List<String> differences(String kind, List<T> here, List<T> there, Function<T, String> text) {
        List<String> differences = new ArrayList<>();
        if (here.size() != there.size()) {
            differences.add(here.size() + " instead of " + there.size() + " of kind " + kind);
        }
        for (int i = 0; i < Math.min(here.size(), there.size()) && differences.size() < 5; i++) {
            if (!here.get(i).equals(there.get(i))) {
                differences.add(kind + " " + text.apply(here.get(i)) + " instead of " + text.apply(there.get(i)));
            }
        }
        return differences;
    }

    private static String describe(SeriesTrend trend) {
        return String.join(
                " ",
                trend.getInstance().getServiceInstanceId(),
                Instant.ofEpochMilli(trend.getWindowEndMs()).toString(),
                trend.getVerdict().name(),
                "samples",
                Long.toString(trend.getSamples()),
                "slope",
                Double.toString(trend.getSlopeBytesPerHour()));
    }

    private static String describe(LeakScore score) {
        return String.join(
                " ",
                score.getServiceName(),
                Instant.ofEpochMilli(score.getWindowEndMs()).toString(),
                score.getVerdict().name(),
                "instances",
                Integer.toString(score.getInstances()),
                "score",
                Double.toString(score.getScore()),
                "level",
                Double.toString(score.getLevelBytes()),
                "slope",
                Double.toString(score.getSlopeBytesPerHour()));
    }

    List<String> firing() {
        return alerts.stream()
                .filter(alert -> alert.getState() == IncidentState.FIRING)
                .map(alert -> alert.getScore().getServiceName())
                .toList();
    }
}
