package io.heaptide.notifier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people on call read them: three digits, a unit, no false precision. Total: takes any double. */
final class Quantities {

    private static final double MIB = 1L << 20;
    private static final double GIB = 1L << 30;
    private static final DateTimeFormatter UTC_MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Quantities() {}

    /** Three significant digits, two below one. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        if (size != 0 && (size < 0.001 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        if (size < 1) {
            return new BigDecimal(value)
                    .round(new MathContext(2))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A growth, with its sign, without its unit. */
    static String signedMibPerHour(double bytesPerHour) {
        String number = mib(bytesPerHour);
        return bytesPerHour > 0 ? "+" + number : number;
    }

    static String mib(double bytes) {
        return number(bytes / MIB);
    }

    static String size(double bytes) {
        return bytes >= GIB ? number(bytes / GIB) + " GiB" : mib(bytes) + " MiB";
    }

    static String percent(double share) {
        return Double.isFinite(share) ? Math.round(share * 100) + " %" : "unknown";
    }

    static String utc(long epochMillis) {
        return UTC_MINUTE.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A length of time in its one or two largest units. */
    static String span(Duration length) {
        long minutes = length.toMinutes();
        if (minutes < 1) {
            return "under a minute";
        }
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 10 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " days";
    }

    static String span(double seconds) {
        return span(Duration.ofSeconds((long) seconds)); // a cast saturates and takes NaN to 0
    }
}
