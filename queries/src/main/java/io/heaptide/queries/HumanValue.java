package io.heaptide.queries;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a value into what people read. The unit comes from the column's name: it is nowhere else. */
public final class HumanValue {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double UNIT_STEP = 1024;
    private static final Duration UNTOLD = Duration.ofDays(3650);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private HumanValue() {}

    static String of(QueryResult.Column column, @Nullable Object value) throws IOException {
        if (value == null) {
            return "-";
        }
        if (value instanceof Number number) {
            return number(column.name(), number);
        }
        if (value instanceof String text) {
            return column.type().contains("DateTime") ? time(text) : text;
        }
        return value instanceof Boolean ? value.toString() : JsonRenderer.json(value);
    }

    static boolean isNumber(QueryResult.Column column) {
        return column.type().matches("(Nullable\\(|LowCardinality\\()*(U?Int|Float|Decimal|BFloat).*");
    }

    private static String number(String name, Number number) {
        if (name.endsWith("_bytes_per_hour")) {
            return bytes(number.doubleValue()) + "/h";
        }
        if (name.endsWith("_bytes")) {
            return bytes(number.doubleValue());
        }
        if (name.endsWith("_seconds")) {
            return duration(number.doubleValue());
        }
        if (name.startsWith("share_") || name.endsWith("_share")) {
            return String.format(Locale.ROOT, "%.0f %%", number.doubleValue() * 100);
        }
        return number instanceof Double ? decimal(number.doubleValue()) : number.toString();
    }

    /** Bytes in the unit that reads best, as {@code 1.5 MiB}. */
    public static String bytes(double bytes) {
        double magnitude = Math.abs(bytes);
        int unit = 0;
        // 1023.95, not 1024: what would be rounded up to 1024.0 reads better in the next unit
        while (magnitude >= UNIT_STEP - 0.05 && unit < BYTE_UNITS.length - 1) {
            magnitude /= UNIT_STEP;
            unit++;
        }
        String sign = bytes < 0 ? "-" : "";
        return sign + String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", magnitude, BYTE_UNITS[unit]);
    }

    static String duration(double seconds) {
        if (seconds > UNTOLD.toSeconds()) {
            return "> 10 years";
        }
        Duration duration = Duration.ofSeconds(Math.round(Math.abs(seconds)));
        String sign = seconds <= -0.5 ? "-" : "";
        if (duration.toDays() >= 2) {
            return sign + duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() >= 1) {
            return sign + duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() >= 1) {
            return sign + duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return sign + duration.toSeconds() + " s";
    }

    private static String decimal(double value) {
        double magnitude = Math.abs(value);
        if (value == Math.rint(value) && magnitude < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (magnitude >= 1e6 || magnitude < 1e-3) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return String.format(Locale.ROOT, magnitude >= 1 ? "%.1f" : "%.3f", value);
    }

    private static String time(String text) {
        try {
            return TIME.format(Instant.parse(text).truncatedTo(ChronoUnit.SECONDS));
        } catch (java.time.DateTimeException notIso) { // a type whose name says DateTime but whose text is its own
            return text;
        }
    }
}
