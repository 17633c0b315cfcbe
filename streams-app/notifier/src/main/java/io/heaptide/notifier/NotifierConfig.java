package io.heaptide.notifier;

import io.heaptide.schemas.IncidentState;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go and how hard to try.
 *
 * @param kafka bootstrap servers
 * @param targets none means that the notifier idles
 * @param retry how long and how often to try a target that does not answer
 * @param requestTimeout for one attempt
 */
public record NotifierConfig(String kafka, List<Target> targets, RetryPolicy retry, Duration requestTimeout) {

    /** Bootstrap servers. */
    public static final String KAFKA_KEY = "HEAPTIDE_KAFKA";
    /** How old an alert may grow before it is given up, such as {@code 24h}. */
    public static final String MAX_AGE_KEY = "HEAPTIDE_WEBHOOK_MAX_AGE";
    /** How long one attempt may take, such as {@code 10s}. */
    public static final String TIMEOUT_KEY = "HEAPTIDE_WEBHOOK_TIMEOUT";

    static final String DEFAULT_KAFKA = "127.0.0.1:9092";
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    static final Set<IncidentState> DEFAULT_STATES = EnumSet.of(IncidentState.FIRING, IncidentState.RESOLVED);

    private static final Pattern NAMED_URL = Pattern.compile("([a-z0-9][a-z0-9-]*)=(.*)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    public NotifierConfig {
        targets = List.copyOf(targets);
        if (kafka.isBlank()) {
            throw new IllegalArgumentException(KAFKA_KEY + " must not be blank");
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException(TIMEOUT_KEY + " must be positive, got " + requestTimeout);
        }
        long names = targets.stream().map(Target::name).distinct().count();
        if (names < targets.size()) {
            throw new IllegalArgumentException("targets must differ by URL and by name, got " + targets);
        }
    }

    /** Reads the environment; a message of refusal names the key and never shows a URL or a secret. */
    public static NotifierConfig fromEnvironment(Map<String, String> environment) {
        List<Target> targets = Arrays.stream(Channel.values())
                .flatMap(channel -> targets(channel, environment))
                .toList();
        return new NotifierConfig(
                environment.getOrDefault(KAFKA_KEY, DEFAULT_KAFKA),
                targets,
                read(
                        environment,
                        MAX_AGE_KEY,
                        RetryPolicy.DEFAULT,
                        text -> RetryPolicy.DEFAULT.withMaxAge(duration(text))),
                read(environment, TIMEOUT_KEY, DEFAULT_TIMEOUT, NotifierConfig::duration));
    }

    private static Stream<Target> targets(Channel channel, Map<String, String> environment) {
        Set<IncidentState> forAll =
                read(environment, Channel.WEBHOOK.statesKey(), DEFAULT_STATES, NotifierConfig::states);
        Set<IncidentState> states = read(environment, channel.statesKey(), forAll, NotifierConfig::states);
        List<Secret> secrets = read(environment, channel.secretKey(), List.of(), NotifierConfig::secrets);
        List<Target> targets = read(environment, channel.urlKey(), List.of(), text -> parts(text)
                .map(entry -> target(channel, entry, secrets, states))
                .toList());
        return targets.stream();
    }

    private static Target target(Channel channel, String entry, List<Secret> secrets, Set<IncidentState> states) {
        Matcher named = NAMED_URL.matcher(entry);
        boolean isNamed = named.matches();
        WebhookUrl url = WebhookUrl.parse(isNamed ? named.group(2) : entry);
        String place = isNamed ? named.group(1) : url.fingerprint();
        return new Target(channel.name().toLowerCase(Locale.ROOT) + "-" + place, channel, url, secrets, states);
    }

    private static List<Secret> secrets(String text) {
        return parts(text).map(Secret::new).toList();
    }

    private static Set<IncidentState> states(String text) {
        return parts(text).map(NotifierConfig::state).collect(Collectors.toUnmodifiableSet());
    }

    private static IncidentState state(String name) {
        return Arrays.stream(IncidentState.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("states are pending, firing and resolved, got " + name));
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number with ms, s, m, h or d, got " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static <T> T read(Map<String, String> environment, String key, T absent, Function<String, T> parse) {
        @Nullable String text = environment.get(key);
        if (text == null || text.isBlank()) {
            return absent;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
