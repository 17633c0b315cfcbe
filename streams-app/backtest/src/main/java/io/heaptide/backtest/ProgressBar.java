package io.heaptide.backtest;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A bar on a terminal, rewritten in place; elsewhere a line now and then. */
public final class ProgressBar {
    private static final int WIDTH = 32;

    /** Often enough to look alive, and too seldom to cost anything. */
    private static final long TERMINAL_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    /** Logs are read later. */
    private static final long LINE_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    /** The clock is looked at once in so many calls: they come by the million. */
    private static final int CALLS = 256;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long startedNanos;
    private long shownNanos;
    private int calls;

    /** A bar on a stream, which may be a terminal. */
    public ProgressBar(PrintWriter out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    ProgressBar(PrintWriter out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.startedNanos = nanos.getAsLong();
        this.shownNanos = startedNanos;
    }

    /** Shows how much is done, if that is news. */
    public void show(double share, long readings) {
        if (++calls % CALLS != 0) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - shownNanos >= (terminal ? TERMINAL_PAUSE_NANOS : LINE_PAUSE_NANOS)) {
            shownNanos = now;
            String line = line(share, readings, (now - startedNanos) / 1e9);
            out.print(terminal ? "\r" + bar(share) + line + "\u001b[K" : line + System.lineSeparator());
            out.flush();
        }
    }

    private static String bar(double share) {
        int filled = (int) Math.round(share * WIDTH);
        return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] ";
    }

    private static String line(double share, long readings, double seconds) {
        return String.format(
                Locale.ROOT,
                "%3.0f %%  %,d samples  %,.0f a second%s",
                100 * share,
                readings,
                readings / seconds,
                share > 0 ? "  " + remaining(seconds * (1 - share) / share) + " left" : "");
    }

    private static String remaining(double seconds) {
        long left = Math.round(Math.min(seconds, (double) Duration.ofDays(9).toSeconds()));
        return left < Duration.ofHours(1).toSeconds()
                ? String.format(Locale.ROOT, "%d:%02d", left / 60, left % 60)
                : String.format(Locale.ROOT, "%d:%02d h", left / 3600, left / 60 % 60);
    }

    /** Says something beside the bar. */
    void say(String line) {
        out.println((terminal ? "\r\u001b[K" : "") + line);
        out.flush();
    }

    /** Replaces the bar by the last word. */
    public void finish(String line) {
        say(line);
    }
}
