package io.heaptide.backtest;

/** A samples file that cannot be understood, with the line at fault. */
public final class BadSamples extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSamples(long line, String what) {
        super("line " + line + ": " + what);
    }
}
