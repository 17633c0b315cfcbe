package io.heaptide.launcher;

import java.time.Duration;
import java.util.Locale;

/** The lines in which the launcher tells what it does. */
final class Story {

    private Story() {}

    /** {@code   ✔ name   where   how long}. */
    static String started(Terminal terminal, String name, String where, Duration took) {
        return String.format(
                Locale.ROOT,
                "  %s %-16s %-44s %s",
                terminal.green("✔"),
                name,
                where,
                terminal.dim(Terminal.seconds(took)));
    }

    /** {@code   ✔ name   what it is}, for what needs no waiting. */
    static String begun(Terminal terminal, String name, String what) {
        return String.format(Locale.ROOT, "  %s %-16s %s", terminal.green("✔"), name, what);
    }

    /** Work on bytes as a bar, its share and its size. */
    static String progress(String what, long bytes, long total) {
        double mebibyte = 1024.0 * 1024.0;
        if (total <= 0) {
            return String.format(Locale.ROOT, "    %s  %.0f MiB", what, bytes / mebibyte);
        }
        double share = Math.min(1, bytes / (double) total);
        int filled = (int) Math.round(share * 24);
        return String.format(
                Locale.ROOT,
                "    %s  [%s%s] %3.0f %%  %.0f of %.0f MiB",
                what,
                "█".repeat(filled),
                "·".repeat(24 - filled),
                100 * share,
                bytes / mebibyte,
                total / mebibyte);
    }
}
