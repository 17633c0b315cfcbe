package io.heaptide.gate.version;

import io.heaptide.core.StudentT;
import io.heaptide.queries.HumanValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of a new version's growth against the running one's, at equal age. */
sealed interface Comparison {

    /** Why, in a sentence. */
    String reason();

    /** No verdict yet. */
    record NotEnough(String reason) implements Comparison {}

    /** Not more than is allowed, or not more than chance. */
    record Alike(String reason) implements Comparison {}

    /** More than is allowed, beyond chance. */
    record Outgrows(String reason) implements Comparison {}

    double HOURS_A_DAY = 24;

    /**
     * Compares by the signal that judges the service; where that has too little to tell, by the one that most lives have.
     */
    static Comparison of(List<LifeGrowth> lives, VersionPolicy policy) {
        if (lives.stream().noneMatch(LifeGrowth::isNew)) {
            return new NotEnough("nothing was heard of the new version yet");
        }
        if (lives.stream().allMatch(LifeGrowth::isNew)) {
            return new NotEnough("nothing is known of a version to compare with");
        }
        Map<String, List<LifeGrowth>> bySeries = lives.stream().collect(Collectors.groupingBy(LifeGrowth::series));
        List<Pair> pairs = bySeries.values().stream()
                .map(Pair::of)
                .sorted(Pair.MOST_TELLING_FIRST)
                .toList();
        Optional<Pair> telling =
                pairs.stream().filter(pair -> pair.missing(policy).isEmpty()).findFirst();
        return telling.map(pair -> pair.compare(policy))
                .orElseGet(() -> new NotEnough(pairs.get(0).missing(policy).orElseThrow()));
    }

    /** One series of both versions. */
    record Pair(LifeGrowth any, Lives newer, Lives older) {

        static final Comparator<Pair> MOST_TELLING_FIRST = Comparator.comparing((Pair pair) -> pair.any.isDeciding())
                .thenComparingInt(pair -> Math.min(pair.newer.count(), pair.older.count()))
                .reversed()
                .thenComparing(pair -> pair.any.series());

        static Pair of(List<LifeGrowth> lives) {
            return new Pair(
                    lives.get(0),
                    Lives.of(lives.stream().filter(LifeGrowth::isNew).toList()),
                    Lives.of(lives.stream().filter(life -> !life.isNew()).toList()));
        }

        /** What is needed before these can be compared, if anything. */
        Optional<String> missing(VersionPolicy policy) {
            double least = policy.leastAge().toSeconds() / 3600.0;
            if (any.comparedAgeHours() < least) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "both versions have come to an age of %.0f minutes, %.0f are needed",
                        any.comparedAgeHours() * 60,
                        least * 60));
            }
            return newer.missing(policy).or(() -> older.missing(policy));
        }

        Comparison compare(VersionPolicy policy) {
            double difference = newer.mean() - older.mean();
            double daily = difference * HOURS_A_DAY / newer.level();
            double chance = StudentT.quantile(StudentT.Z_01, degrees()) * error();
            String text = String.format(
                    Locale.ROOT,
                    "%s grows by %s/h in %s (%d lives), %s/h in %s (%d lives), up to an age of %.1f h: %+.1f %% of its"
                            + " level more a day, %.0f %% allowed, %.1f %% may be chance",
                    any.series(),
                    HumanValue.bytes(newer.mean()),
                    newer.version(),
                    newer.count(),
                    HumanValue.bytes(older.mean()),
                    older.version(),
                    older.count(),
                    any.comparedAgeHours(),
                    daily * 100,
                    policy.allowedDailyGrowth() * 100,
                    chance * HOURS_A_DAY / newer.level() * 100);
            boolean outgrows = daily > policy.allowedDailyGrowth() && difference > chance;
            return outgrows ? new Outgrows(text) : new Alike(text);
        }

        private double error() {
            return Math.hypot(newer.error(), older.error());
        }

        /** Welch (1947), doi:10.1093/biomet/34.1-2.28; without any spread the fewest that could be. */
        private double degrees() {
            double a = newer.error() * newer.error();
            double b = older.error() * older.error();
            double least = Math.min(newer.count(), older.count()) - 1.0;
            return a + b > 0 ? (a + b) * (a + b) / (a * a / (newer.count() - 1) + b * b / (older.count() - 1)) : least;
        }
    }

    /**
     * The lives of one version.
     *
     * @param mean of their slopes
     * @param error standard error of that mean, by the spread between lives: levels within a life depend on each other
     * @param level mean, at the age compared
     */
    record Lives(String version, int count, double mean, double error, double level) {

        static Lives of(List<LifeGrowth> all) {
            List<LifeGrowth> lives = all.stream().filter(LifeGrowth::counts).toList();
            int count = lives.size();
            double mean = lives.stream().mapToDouble(Lives::slope).average().orElse(0);
            double squares = lives.stream()
                    .mapToDouble(life -> Math.pow(slope(life) - mean, 2))
                    .sum();
            return new Lives(
                    all.isEmpty() ? "" : all.get(0).version(),
                    count,
                    mean,
                    count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count),
                    lives.stream().mapToDouble(LifeGrowth::levelBytes).average().orElse(0));
        }

        private static double slope(LifeGrowth life) {
            return life.slopeBytesPerHour().orElseThrow();
        }

        Optional<String> missing(VersionPolicy policy) {
            return count >= policy.leastLives()
                    ? Optional.empty()
                    : Optional.of(count + " lives of " + version + " are known for long enough, " + policy.leastLives()
                            + " are needed");
        }
    }
}
