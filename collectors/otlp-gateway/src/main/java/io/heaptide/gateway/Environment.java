package io.heaptide.gateway;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link GatewayConfig} from environment variables; an error names the key, the value and the remedy. */
final class Environment {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(KiB|MiB)?");

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    GatewayConfig config() {
        GatewayConfig defaults = GatewayConfig.defaults();
        return new GatewayConfig(
                value("HEAPTIDE_KAFKA", defaults.kafka(), String::strip, "host:port"),
                value("HEAPTIDE_OTLP_HOST", defaults.host(), String::strip, "an address"),
                value("HEAPTIDE_OTLP_GRPC_PORT", defaults.grpcPort(), Integer::valueOf, "a port number"),
                value("HEAPTIDE_OTLP_HTTP_PORT", defaults.httpPort(), Integer::valueOf, "a port number"),
                value("HEAPTIDE_OTLP_MAX_BYTES", defaults.maxRequestBytes(), Environment::size, "a size such as 64MiB"),
                value("HEAPTIDE_OTLP_MAX_IN_FLIGHT", defaults.maxInFlight(), Integer::valueOf, "a number"),
                value("HEAPTIDE_TOPIC_PARTITIONS", defaults.topicPartitions(), Integer::valueOf, "a number"),
                value("HEAPTIDE_PUBLISH_LINGER", defaults.publishLinger(), Environment::duration, "such as 100ms"),
                value("HEAPTIDE_PUBLISH_BUFFER", defaults.publishBuffer(), Long::valueOf, "a number of readings"),
                value("HEAPTIDE_PUBLISH_TIMEOUT", defaults.publishTimeout(), Environment::duration, "such as 8s"),
                value("HEAPTIDE_KAFKA_PATIENCE", defaults.kafkaPatience(), Environment::duration, "such as 2m"));
    }

    private <T> T value(String key, T otherwise, Function<String, T> parse, String expected) {
        String text = variables.get(key);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return parse.apply(text.strip());
        } catch (NumberFormatException | ArithmeticException | DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    key + " must be " + expected + ", got \"" + text + "\": correct it, or unset it for " + otherwise,
                    malformed);
        }
    }

    private static int size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        long unit = "MiB".equals(matcher.group(2)) ? 1 << 20 : "KiB".equals(matcher.group(2)) ? 1 << 10 : 1;
        return Math.toIntExact(Long.parseLong(matcher.group(1)) * unit);
    }

    /** {@code 100ms}, or what {@link Duration} writes as {@code PT8S} and {@code PT2M}, without the {@code PT}. */
    private static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
                : Duration.parse("PT" + lower);
    }
}
