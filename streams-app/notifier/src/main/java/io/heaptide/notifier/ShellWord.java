package io.heaptide.notifier;

import java.util.regex.Pattern;

/** A value as one word of a POSIX shell command: people paste what an alert suggests, whatever a service is called. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@%+=-]+");

    private ShellWord() {}

    static String of(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
