package io.heaptide.signals;

import java.util.regex.Pattern;

/** What the old mangling of Rust writes behind each symbol. It differs from build to build, and demanglers leave it. */
public final class RustHash {

    private static final Pattern HASH = Pattern.compile("::h[0-9a-f]{16}$");

    private RustHash() {}

    /** A symbol without it; every other name as it is. */
    public static String removedFrom(String symbol) {
        return HASH.matcher(symbol).replaceFirst("");
    }
}
