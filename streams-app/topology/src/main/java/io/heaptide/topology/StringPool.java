package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Gives the same string for the same bytes, most of the time: names of services, signals and versions come by the
 * million and are few. A fixed table in which a newcomer takes the place of whoever hashed to it before, so hostile
 * names cannot make it grow. For one thread.
 */
final class StringPool {

    private static final int PLACES = 1 << 12;

    /** Longer texts are rarely told twice. */
    private static final int LONGEST = 96;

    private final @Nullable String[] places = new String[PLACES];

    /** The text that these UTF-8 bytes spell. */
    String get(byte[] bytes, int from, int length) {
        if (length > LONGEST || !isAscii(bytes, from, length)) {
            return new String(bytes, from, length, UTF_8);
        }
        int place = place(bytes, from, length);
        String known = places[place];
        if (known != null && isSpelt(known, bytes, from, length)) {
            return known;
        }
        String fresh = new String(bytes, from, length, ISO_8859_1);
        places[place] = fresh;
        return fresh;
    }

    static boolean isAscii(byte[] bytes, int from, int length) {
        int all = 0;
        for (int i = from; i < from + length; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private static boolean isSpelt(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int place(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
