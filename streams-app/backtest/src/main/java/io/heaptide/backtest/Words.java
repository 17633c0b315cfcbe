package io.heaptide.backtest;

import io.heaptide.core.Slope;
import io.heaptide.core.TimeToLimit;
import io.heaptide.core.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How a report says numbers to people. */
final class Words {
    static final String NONE = "–";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double KIBI = 1024;

    private Words() {}

    static String time(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }

    static String time(OptionalLong millis) {
        return millis.isPresent() ? time(millis.getAsLong()) : NONE;
    }

    static String bytes(double bytes) {
        int unit = 0;
        double scaled = Math.abs(bytes);
        while (scaled >= KIBI && unit < UNITS.length - 1) {
            scaled /= KIBI;
            unit++;
        }
        String digits = unit == 0 || scaled >= 100 ? "%s%.0f %s" : "%s%.1f %s";
        return String.format(Locale.ROOT, digits, bytes < 0 ? "−" : "", scaled, UNITS[unit]);
    }

    static String slope(Slope slope) {
        return slope.equals(Slope.NONE) ? NONE : signed(slope.midBytesPerHour());
    }

    static String interval(Slope slope) {
        return slope.equals(Slope.NONE)
                ? ""
                : signed(slope.lowBytesPerHour()) + " to " + signed(slope.highBytesPerHour());
    }

    private static String signed(double bytes) {
        return (bytes > 0 ? "+" : "") + bytes(bytes);
    }

    static String timeToLimit(Optional<TimeToLimit> time) {
        if (time.isEmpty()) {
            return NONE;
        }
        String soonest = duration(time.get().lowSeconds());
        if (time.get().highSeconds().isEmpty()) {
            return "at least " + soonest;
        }
        String latest = duration(time.get().highSeconds().getAsDouble());
        return latest.equals(soonest) ? soonest : soonest + " to " + latest;
    }

    static String duration(double seconds) {
        if (seconds > Duration.ofDays(3650).toSeconds()) {
            return "over 10 years";
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 1) {
            return Math.round(seconds) + " s";
        }
        long days = minutes / 1440;
        long hours = minutes / 60 % 24;
        if (days > 0) {
            return days + " d" + (hours > 0 && days < 10 ? " " + hours + " h" : "");
        }
        return hours > 0 ? hours + " h" + (minutes % 60 > 0 ? " " + minutes % 60 + " min" : "") : minutes + " min";
    }

    static String verdict(Verdict verdict) {
        return code(verdict).replace('_', ' ');
    }

    /** The verdict as the CSV has it, and as style sheets name it. */
    static String code(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    static String number(double number) {
        if (Math.abs(number) >= Double.MAX_VALUE) {
            return number > 0 ? "∞" : "−∞";
        }
        return String.format(Locale.ROOT, "%.4g", number)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
