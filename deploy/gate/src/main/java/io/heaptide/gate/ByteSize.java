package io.heaptide.gate;

import io.heaptide.queries.HumanValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory as people write it.
 *
 * @param bytes never negative
 */
public record ByteSize(double bytes) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?(B|KiB|MiB|GiB|kB|MB|GB)?");
    private static final double STEP = 1024;

    public ByteSize {
        if (!(bytes >= 0 && bytes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bytes must be finite and not negative, got " + bytes);
        }
    }

    /**
     * Reads {@code 512}, {@code 1KiB} or {@code 1.5MB}.
     *
     * @throws IllegalArgumentException that says so
     */
    public static ByteSize parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 512, 1KiB or 1.5MB");
        }
        return new ByteSize(Double.parseDouble(written.group(1)) * unit(written.group(2)));
    }

    @SuppressWarnings("NullAway") // a group that did not match is null: then it is bytes
    private static double unit(String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit) {
            case "KiB" -> STEP;
            case "MiB" -> STEP * STEP;
            case "GiB" -> STEP * STEP * STEP;
            case "kB" -> 1e3;
            case "MB" -> 1e6;
            case "GB" -> 1e9;
            default -> 1;
        };
    }

    /** As {@code 1.5 MiB}. */
    @Override
    public String toString() {
        return HumanValue.bytes(bytes);
    }
}
