package io.heaptide.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings; every refusal names the key, the value and the remedy. */
record Environment(Map<String, String> variables) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    String text(String key, String absent) {
        return variables.getOrDefault(key, absent);
    }

    int number(String key, int absent) {
        return parsed(key, Integer.toString(absent), Integer::valueOf);
    }

    Optional<Duration> duration(String key) {
        return variables.containsKey(key) ? Optional.of(parsed(key, "", Environment::parseDuration)) : Optional.empty();
    }

    /** Where data is kept on this machine. */
    Path home() {
        return Path.of(text("HEAPTIDE_HOME", System.getProperty("user.home") + "/.heaptide"));
    }

    <T> T parsed(String key, String absent, Function<String, T> parse) {
        String value = text(key, absent);
        try {
            return parse.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " cannot be \"" + value + "\": it is a whole number", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " cannot be \"" + value + "\": " + e.getMessage(), e);
        }
    }

    private static Duration parseDuration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number with ms, s, m or h, such as 30s");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
