package io.heaptide.backtest;

/**
 * The bounds of a report: it opens from disk in a browser, on a phone too.
 *
 * @param recorded instances whose readings are kept while replaying: about 20 KB each
 * @param rows rows of a table
 * @param plots instances with a plot: about 60 KB each
 */
record ReportPolicy(int recorded, int rows, int plots) {
    /** Rows that are not folded away, concerns apart: the plots below are to be seen. */
    static final int CALM_ROWS = 10;

    static ReportPolicy defaults() {
        return new ReportPolicy(5_000, 200, 24);
    }
}
