package io.heaptide.notifier;

import io.heaptide.schemas.Gate;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SiteBlame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people on call need to know of an alert, before any channel has formatted it. All text is one line and bounded.
 *
 * @param state firing, resolved or pending
 * @param title who leaks
 * @param headline verdict and score
 * @param facts the rest, the most urgent first
 * @param commands what to run next, ready to paste into a shell
 */
record AlertMessage(IncidentState state, String title, String headline, List<Fact> facts, List<String> commands) {

    private static final int NAME_CHARS = 80;
    private static final int TAG_CHARS = 40;
    private static final int SITE_CHARS = 300;
    private static final int ARGUMENT_CHARS = 255;
    private static final int MOST_GATES = 3;

    /**
     * One line of an alert.
     *
     * @param label what it says
     * @param code an identifier, to be set as code; empty if none
     * @param value prose; empty if none
     */
    record Fact(String label, String code, String value) {}

    AlertMessage {
        facts = List.copyOf(facts);
        commands = List.copyOf(commands);
    }

    static AlertMessage of(LeakAlert alert) {
        return new AlertMessage(alert.getState(), title(alert), headline(alert), facts(alert), commands(alert));
    }

    private static String title(LeakAlert alert) {
        String who = who(alert.getScore());
        if (isNews(alert)) {
            return "Memory leak found in the code: " + who;
        }
        return switch (alert.getState()) {
            case FIRING -> "Memory leak: " + who;
            case PENDING -> "Possible memory leak: " + who;
            case RESOLVED -> "Memory leak resolved: " + who;
        };
    }

    private static String who(LeakScore score) {
        String namespace = OneLine.of(score.getServiceNamespace(), TAG_CHARS);
        String version = OneLine.of(score.getServiceVersion(), TAG_CHARS);
        String environment = OneLine.of(score.getEnvironment(), TAG_CHARS);
        return (namespace.isEmpty() ? "" : namespace + "/")
                + OneLine.of(score.getServiceName(), NAME_CHARS)
                + (version.isEmpty() ? "" : " " + version)
                + (environment.isEmpty() ? "" : " (" + environment + ")");
    }

    private static String headline(LeakAlert alert) {
        LeakScore score = alert.getScore();
        return words(score.getVerdict().name())
                + ", score " + Math.round(score.getScore()) + " of 100"
                + (isOver(alert) ? ", " + words(alert.getReason()) : "");
    }

    private static List<Fact> facts(LeakAlert alert) {
        LeakScore score = alert.getScore();
        List<Fact> facts = new ArrayList<>();
        facts.add(growth(score));
        if (!isOver(alert)) {
            timeToLimit(score).ifPresent(facts::add);
            firstToDie(score).ifPresent(facts::add);
        }
        facts.add(instances(score));
        facts.add(since(alert));
        signal(score).ifPresent(facts::add);
        if (!isOver(alert)) {
            topSite(score).or(() -> blamedVersion(score)).ifPresent(facts::add);
            why(score).ifPresent(facts::add);
        }
        return facts;
    }

    private static Fact growth(LeakScore score) {
        String interval = Quantities.mib(score.getSlopeLowBytesPerHour()) + " to "
                + Quantities.mib(score.getSlopeHighBytesPerHour());
        return prose(
                "Growth",
                Quantities.signedMibPerHour(score.getSlopeBytesPerHour()) + " MiB/h an instance (" + interval
                        + "), now at " + Quantities.size(score.getLevelBytes()));
    }

    private static Optional<Fact> timeToLimit(LeakScore score) {
        Double low = score.getTimeToLimitLowSeconds();
        return low == null
                ? Optional.empty()
                : Optional.of(prose(
                        "Time to limit", range(low, score.getTimeToLimitHighSeconds()) + limit(score.getLimitBytes())));
    }

    private static String range(double lowSeconds, @Nullable Double highSeconds) {
        String low = Quantities.span(lowSeconds);
        if (highSeconds == null) {
            return low + " or more";
        }
        String high = Quantities.span(highSeconds);
        return low.equals(high) ? low : low + " to " + high;
    }

    private static String limit(@Nullable Double bytes) {
        return bytes == null ? "" : ", limit " + Quantities.size(bytes);
    }

    private static Optional<Fact> firstToDie(LeakScore score) {
        String label = score.getTimeToLimitLowSeconds() == null ? "Grows fastest" : "First to die";
        String instance = OneLine.of(score.getFirstToDie(), NAME_CHARS);
        return instance.isEmpty() ? Optional.empty() : Optional.of(new Fact(label, instance, ""));
    }

    private static Fact instances(LeakScore score) {
        String suspect = score.getInstancesSuspect() == 0 ? "" : ", " + score.getInstancesSuspect() + " suspect";
        return prose("Instances", score.getInstancesLeaking() + " of " + score.getInstances() + " leaking" + suspect);
    }

    private static Fact since(LeakAlert alert) {
        String opened = Quantities.utc(alert.getOpenedAtMs());
        String length = Quantities.span(Duration.ofMillis(Math.max(0, alert.getAtMs() - alert.getOpenedAtMs())));
        return isOver(alert)
                ? prose("Lasted", length + ", since " + opened)
                : prose("Since", opened + ", " + length + " before this message");
    }

    private static Optional<Fact> signal(LeakScore score) {
        String signal = OneLine.of(score.getSignal(), NAME_CHARS);
        return signal.isEmpty() ? Optional.empty() : Optional.of(new Fact("Signal", signal, ""));
    }

    private static Optional<Fact> blamedVersion(LeakScore score) {
        String version = OneLine.of(score.getSinceVersion(), TAG_CHARS);
        return version.isEmpty() ? Optional.empty() : Optional.of(new Fact("Since version", version, ""));
    }

    private static String sinceVersion(LeakScore score) {
        String version = OneLine.of(score.getSinceVersion(), TAG_CHARS);
        return version.isEmpty() ? "" : ", since " + version;
    }

    private static Optional<Fact> topSite(LeakScore score) {
        return score.getTopSites().stream()
                .max(Comparator.comparingDouble(SiteBlame::getShareOfGrowth))
                .map(site -> new Fact(
                        "Top site",
                        OneLine.of(site.getSite(), SITE_CHARS),
                        Quantities.percent(site.getShareOfGrowth()) + " of the growth" + sinceVersion(score)));
    }

    private static Optional<Fact> why(LeakScore score) {
        String gates = score.getReasons().stream()
                .filter(Gate::getPassed)
                .limit(MOST_GATES)
                .map(AlertMessage::gate)
                .collect(Collectors.joining(", "));
        return gates.isEmpty() ? Optional.empty() : Optional.of(prose("Why", gates));
    }

    private static String gate(Gate gate) {
        return OneLine.of(gate.getName().replace('-', ' '), NAME_CHARS)
                + " " + Quantities.number(gate.getValue())
                + (gate.getValue() >= gate.getThreshold() ? " ≥ " : " ≤ ")
                + Quantities.number(gate.getThreshold());
    }

    private static List<String> commands(LeakAlert alert) {
        String service = " --param service=" + ShellWord.of(parameter(alert.getScore()));
        List<String> commands = new ArrayList<>();
        commands.add("deploy/heaptide query service-trend" + service);
        if (!isOver(alert)) {
            commands.add("deploy/heaptide query top-sites" + service);
        }
        return commands;
    }

    /** As the query library takes a service: its name, or namespace/name. */
    private static String parameter(LeakScore score) {
        String name = score.getServiceNamespace().isEmpty()
                ? score.getServiceName()
                : score.getServiceNamespace() + "/" + score.getServiceName();
        return OneLine.of(name, ARGUMENT_CHARS);
    }

    /** Whether people know of the incident, and this adds to it. */
    static boolean isNews(LeakAlert alert) {
        return alert.getState() == alert.getPreviousState();
    }

    private static boolean isOver(LeakAlert alert) {
        return alert.getState() == IncidentState.RESOLVED;
    }

    private static Fact prose(String label, String value) {
        return new Fact(label, "", value);
    }

    private static String words(String constant) {
        return OneLine.of(constant.toLowerCase(Locale.ROOT).replace('_', ' '), TAG_CHARS);
    }
}
