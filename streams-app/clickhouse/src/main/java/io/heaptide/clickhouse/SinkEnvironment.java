package io.heaptide.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps environment keys to {@link SinkConfig}; every error names its key. */
final class SinkEnvironment {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final Map<String, String> environment;

    SinkEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    SinkConfig config() {
        BatchPolicy batch = BatchPolicy.defaults();
        return new SinkConfig(
                Map.of("bootstrap.servers", read("HEAPTIDE_KAFKA", "127.0.0.1:9092", Function.identity())),
                read("HEAPTIDE_SINK_GROUP", SinkConfig.DEFAULT_GROUP, Function.identity()),
                target(),
                new SchemaOptions(
                        read("HEAPTIDE_CLICKHOUSE_REPLICATED", "off", SinkEnvironment::onOff),
                        Optional.of(read("HEAPTIDE_CLICKHOUSE_CLUSTER", "", Function.identity()))
                                .filter(name -> !name.isEmpty()),
                        read("HEAPTIDE_CLICKHOUSE_RETENTION_DAYS", "", SinkEnvironment::days)),
                read("HEAPTIDE_CLICKHOUSE_SAMPLES", "on", SinkEnvironment::onOff),
                new BatchPolicy(
                        read("HEAPTIDE_SINK_ROWS", Integer.toString(batch.maxRows()), Integer::parseInt),
                        batch.maxBytes(),
                        read("HEAPTIDE_SINK_FLUSH", batch.flush().toMillis() + "ms", SinkEnvironment::duration)),
                BackoffPolicy.defaults());
    }

    private ClickHouseTarget target() {
        return new ClickHouseTarget(
                url(),
                read("HEAPTIDE_CLICKHOUSE_USER", "heaptide", Function.identity()),
                new Password(environment.getOrDefault("HEAPTIDE_CLICKHOUSE_PASSWORD", "")),
                read("HEAPTIDE_CLICKHOUSE_DATABASE", "heaptide", Function.identity()));
    }

    /** Apart from the others, because a URL that does not parse may still hold a password. */
    private URI url() {
        try {
            return URI.create(environment.getOrDefault("HEAPTIDE_CLICKHOUSE_URL", "http://127.0.0.1:8123"));
        } catch (IllegalArgumentException unparsable) { // its message quotes the value
            throw new IllegalArgumentException("HEAPTIDE_CLICKHOUSE_URL is not a URL");
        }
    }

    private <T> T read(String key, String defaultValue, Function<String, T> parse) {
        String value = environment.getOrDefault(key, defaultValue);
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " cannot be \"" + value + "\": " + e.getMessage(), e);
        }
    }

    private static boolean onOff(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("it is on or off");
        };
    }

    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number and ms, s or m, such as 500ms");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Map<String, Integer> days(String value) {
        Map<String, Integer> days = new HashMap<>();
        for (String entry : value.isBlank() ? new String[0] : value.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("it is table=days,table=days");
            }
            days.put(
                    entry.substring(0, equals).strip(),
                    Integer.parseInt(entry.substring(equals + 1).strip()));
        }
        return days;
    }
}
