package io.heaptide.schemas.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings by key, as the environment gives them.
 *
 * <p>A blank value is an absent one. Every refusal is an {@link IllegalArgumentException} that names the key, the bad
 * value and what it may be; the value of a secret or a URL, which may hold one, it leaves out.
 */
public final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Map<String, String> variables;

    public Settings(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The text without the blanks around it. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(variables.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The text without the blanks around it. */
    public String text(String key, String absent) {
        return text(key).orElse(absent);
    }

    /** A whole number; its range is the caller's to check. */
    public int number(String key, int absent) {
        return parsed(key, absent, Settings::number);
    }

    /** {@code on} or {@code off}. */
    public boolean onOff(String key, boolean absent) {
        return parsed(key, absent, Settings::onOff);
    }

    /** A duration as {@link #duration(String)} reads it. */
    public Duration duration(String key, Duration absent) {
        return parsed(key, absent, Settings::duration);
    }

    /** Any other value; the parser refuses by an {@link IllegalArgumentException} that says what the value may be. */
    public <T> T parsed(String key, T absent, Function<String, T> parse) {
        return read(key, absent, parse, true);
    }

    /** Comma-separated entries. Blank ones are skipped; a list without any other is absent. */
    public <T> List<T> list(String key, List<T> absent, Function<String, T> parse) {
        List<T> entries = read(key, absent, text -> entries(text, parse), true);
        return entries.isEmpty() ? absent : entries;
    }

    /** A list of secrets or URLs, empty if absent; the parser's own messages must not quote an entry. */
    public <T> List<T> hiddenList(String key, Function<String, T> parse) {
        return read(key, List.of(), text -> entries(text, parse), false);
    }

    /** A URL of any scheme. */
    public URI url(String key, URI absent) {
        return read(key, absent, Settings::url, false);
    }

    /** A secret to the letter, {@link Secret#NONE} if absent. */
    public Secret secret(String key) {
        return text(key).isEmpty() ? Secret.NONE : new Secret(variables.getOrDefault(key, ""));
    }

    /**
     * Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h} or {@code 7d}.
     *
     * @throws IllegalArgumentException that says so
     */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number with ms, s, m, h or d, such as 30s");
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

    private <T> T read(String key, T absent, Function<String, T> parse, boolean shown) {
        Optional<String> text = text(key);
        try {
            return text.isPresent() ? parse.apply(text.get()) : absent;
        } catch (IllegalArgumentException e) {
            throw shown
                    ? new IllegalArgumentException(key + " cannot be \"" + text.orElse("") + "\": " + remedy(e), e)
                    : new IllegalArgumentException(
                            key + ": " + remedy(e)); // without its cause, which may quote the value
        }
    }

    /** The JDK's number parsers say what they got, not what they want. */
    private static String remedy(IllegalArgumentException refusal) {
        return refusal instanceof NumberFormatException ? "it is a whole number" : String.valueOf(refusal.getMessage());
    }

    private static int number(String text) {
        long number = Long.parseLong(text);
        if (number != (int) number) {
            throw new IllegalArgumentException(
                    "it is a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    private static boolean onOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("it is on or off");
        };
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) { // its message quotes the URL
            throw new IllegalArgumentException("it is a URL, such as http://host:port");
        }
    }

    private static <T> List<T> entries(String text, Function<String, T> parse) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(parse)
                .toList();
    }
}
