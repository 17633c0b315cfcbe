package io.heaptide.backtest;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar on a terminal, rewritten in place; elsewhere nothing until the end. */
public final class ProgressBar {
    private static final int WIDTH = 32;
    private static final double STEP = 0.005;

    private final PrintWriter out;
    private final boolean terminal;
    private double shown = -1;

    /** A bar on a stream, which may be a terminal. */
    public ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows how much is done, if that is news. */
    public void show(double share, long readings) {
        if (terminal && share - shown >= STEP) {
            shown = share;
            int filled = (int) Math.round(share * WIDTH);
            out.printf(
                    Locale.ROOT,
                    "\r[%s%s] %3.0f %%  %,d samples",
                    "=".repeat(filled),
                    " ".repeat(WIDTH - filled),
                    100 * share,
                    readings);
            out.flush();
        }
    }

    /** Replaces the bar by the last word. */
    public void finish(String line) {
        out.println((terminal ? "\r\u001b[K" : "") + line);
        out.flush();
    }
}
