package io.heaptide.queries;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ClickHouse type that a parameter can have: {@code String}, {@code UInt8} to {@code UInt64}, {@code Int8} to
 * {@code Int64}, {@code Float64}, {@code DateTime64(3, 'UTC')}.
 *
 * @param sql as ClickHouse writes it
 */
public record ParameterType(String sql) {

    private static final String TIME = "DateTime64(3, 'UTC')";
    private static final Pattern INTEGER = Pattern.compile("(U?)Int(8|16|32|64)");
    private static final Pattern RELATIVE = Pattern.compile("now(?:\\s*-\\s*(\\d{1,6})([smhdw]))?");
    private static final DateTimeFormatter CLICKHOUSE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    public ParameterType {
        sql = sql.replaceAll("\\s*,\\s*", ", ").strip();
        if (!isKnown(sql)) {
            throw new IllegalArgumentException("a parameter cannot be a " + sql);
        }
    }

    /**
     * The value in the form that the server reads.
     *
     * @param text as a person wrote it; a time may be {@code now-24h}, {@code 2026-01-31} or {@code 2026-01-31T12:00:00Z}
     * @param now what {@code now} means
     * @throws IllegalArgumentException if the text is no value of this type
     */
    String bind(String text, Instant now) {
        if (sql.equals("String")) {
            return text;
        }
        if (sql.equals(TIME)) {
            return CLICKHOUSE_TIME.format(time(text.strip(), now));
        }
        if (sql.equals("Float64")) {
            return Double.toString(Double.parseDouble(text.strip()));
        }
        return integer(text.strip());
    }

    private static boolean isKnown(String sql) {
        return sql.equals("String")
                || sql.equals(TIME)
                || sql.equals("Float64")
                || INTEGER.matcher(sql).matches();
    }

    private static Instant time(String text, Instant now) {
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            return relative.group(1) == null
                    ? now
                    : now.minus(ago(Long.parseLong(relative.group(1)), relative.group(2)));
        }
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is now, now-24h, 2026-01-31 or 2026-01-31T12:00:00Z", e);
        }
    }

    private static Duration ago(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }

    private String integer(String text) {
        Matcher type = INTEGER.matcher(sql);
        if (!type.matches()) {
            throw new IllegalStateException("no integer type: " + sql);
        }
        int bits = Integer.parseInt(type.group(2));
        boolean unsigned = !type.group(1).isEmpty();
        BigInteger value = new BigInteger(text);
        boolean fits = unsigned ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
        if (!fits) {
            throw new IllegalArgumentException("out of range");
        }
        return value.toString();
    }
}
