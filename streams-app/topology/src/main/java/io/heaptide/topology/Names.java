package io.heaptide.topology;

/** Bounds on the text that comes with samples: state is written with these lengths in mind. */
final class Names {

    /** Longest service, instance, signal or version; OpenTelemetry's own limits are far below. */
    static final int MAX_CHARS = 512;

    private Names() {}

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= MAX_CHARS;
    }

    static boolean isNameOrEmpty(String text) {
        return text.length() <= MAX_CHARS;
    }

    static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
