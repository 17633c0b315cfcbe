package io.heaptide.notifier;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.settings.Secret;
import io.heaptide.schemas.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    static final List<IncidentState> DEFAULT_STATES = List.of(IncidentState.FIRING, IncidentState.RESOLVED);

    private static final Pattern NAMED_URL = Pattern.compile("([a-z0-9][a-z0-9-]*)=(.*)");

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
        Settings settings = new Settings(environment);
        return new NotifierConfig(
                settings.text(KAFKA_KEY, DEFAULT_KAFKA),
                Arrays.stream(Channel.values())
                        .flatMap(channel -> targets(channel, settings))
                        .toList(),
                settings.parsed(
                        MAX_AGE_KEY,
                        RetryPolicy.DEFAULT,
                        text -> RetryPolicy.DEFAULT.withMaxAge(Settings.duration(text))),
                settings.duration(TIMEOUT_KEY, DEFAULT_TIMEOUT));
    }

    private static Stream<Target> targets(Channel channel, Settings settings) {
        List<IncidentState> forAll = settings.list(Channel.WEBHOOK.statesKey(), DEFAULT_STATES, NotifierConfig::state);
        Set<IncidentState> states = Set.copyOf(settings.list(channel.statesKey(), forAll, NotifierConfig::state));
        List<Secret> secrets = settings.hiddenList(channel.secretKey(), Secret::new);
        return settings.hiddenList(channel.urlKey(), entry -> target(channel, entry, secrets, states)).stream();
    }

    private static Target target(Channel channel, String entry, List<Secret> secrets, Set<IncidentState> states) {
        Matcher named = NAMED_URL.matcher(entry);
        boolean isNamed = named.matches();
        WebhookUrl url = WebhookUrl.parse(isNamed ? named.group(2) : entry);
        String place = isNamed ? named.group(1) : url.fingerprint();
        return new Target(channel.name().toLowerCase(Locale.ROOT) + "-" + place, channel, url, secrets, states);
    }

    private static IncidentState state(String name) {
        return Arrays.stream(IncidentState.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("states are pending, firing and resolved, got " + name));
    }
}
