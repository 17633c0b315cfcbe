package io.heaptide.benchmarks.detection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How one method did on one set of cases, by the arithmetic of the leakbench scorer.
 *
 * @param found leaks with an alarm at or after their fault
 * @param negatives healthy cases, and leaks in the time before their fault
 * @param falselyAlarmed negatives with an alarm
 * @param falseAlarms alarms raised in negatives
 * @param healthyDays how long the negatives were watched
 * @param fillers leaks that fill their limit within the recording
 * @param foundInTime those found before they do
 * @param medianDelayShare of the found: time from fault to alarm as a share of the time from fault to failure
 * @param medianSuspectShare the same to the first suspicion
 * @param medianDelayToLimit time from fault to alarm as a share of the time to a full limit, had the recording gone on so long
 */
record Figures(
        int leaks,
        int found,
        int negatives,
        int falselyAlarmed,
        int falseAlarms,
        double healthyDays,
        int fillers,
        int foundInTime,
        OptionalDouble medianDelayShare,
        OptionalDouble medianSuspectShare,
        OptionalDouble medianDelayToLimit) {
    static Figures of(List<Outcome> outcomes) {
        List<Outcome> negatives =
                outcomes.stream().filter(each -> each.truth().isNegative()).toList();
        return new Figures(
                count(outcomes, each -> each.truth().leaks()),
                count(outcomes, Outcome::isFound),
                negatives.size(),
                count(negatives, Outcome::isFalselyAlarmed),
                negatives.stream()
                        .mapToInt(each -> each.said().falseAlarms().size())
                        .sum(),
                negatives.stream()
                        .mapToDouble(each -> each.truth().healthyDays())
                        .sum(),
                count(outcomes, each -> each.truth().fillsLimitWithin()),
                count(outcomes, Outcome::isFoundInTime),
                medianShare(outcomes, Figures::firstAlarm, Truth::shareOfTimeToFailure),
                medianShare(outcomes, Figures::firstConcern, Truth::shareOfTimeToFailure),
                medianShare(outcomes, Figures::firstAlarm, Truth::shareOfTimeToLimit));
    }

    private static Optional<Long> firstAlarm(Outcome outcome) {
        return outcome.said().found().map(Opinion::atMillis);
    }

    private static Optional<Long> firstConcern(Outcome outcome) {
        return outcome.said().firstConcern().stream().boxed().findFirst();
    }

    private static int count(List<Outcome> outcomes, Predicate<Outcome> which) {
        return (int) outcomes.stream().filter(which).count();
    }

    private static OptionalDouble medianShare(
            List<Outcome> outcomes,
            Function<Outcome, Optional<Long>> instant,
            BiFunction<Truth, Long, OptionalDouble> shareOf) {
        double[] shares = outcomes.stream()
                .filter(each -> each.truth().leaks() && each.truth().healthyBefore())
                .flatMap(each -> instant.apply(each).stream().map(at -> shareOf.apply(each.truth(), at)))
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return shares.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(shares[shares.length / 2]);
    }

    OptionalDouble recall() {
        return share(found, leaks);
    }

    /** Share of the negatives that were ever alarmed. */
    OptionalDouble falseAlarmRate() {
        return share(falselyAlarmed, negatives);
    }

    /** Among the leaks that fill their limit within the recording. */
    OptionalDouble recallInTime() {
        return share(foundInTime, fillers);
    }

    OptionalDouble precision() {
        return share(found, found + falselyAlarmed);
    }

    OptionalDouble falseAlarmsPerDay() {
        return healthyDays == 0 ? OptionalDouble.empty() : OptionalDouble.of(falseAlarms / healthyDays);
    }

    private static OptionalDouble share(int some, int all) {
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(some / (double) all);
    }
}
