package io.heaptide.benchmarks.pipeline;

import java.time.Instant;

/**
 * Which samples are sent. An instance has two series, and each is read once a second; its node's agent sends what it has
 * read in ten seconds as one batch. So a pane of a minute takes 60 readings of each series, and a batch holds 10.
 *
 * @param series how many; an even number
 * @param panes minutes of samples
 * @param begin start of the first of those minutes
 * @param hot how many instances, the first ones, belong to one service; the others' services have 40 each
 */
record Workload(int series, int panes, Instant begin, int hot) {

    static final int SERIES_PER_INSTANCE = 2;
    static final int INSTANCES_PER_NODE = 25;
    static final int INSTANCES_PER_SERVICE = 40;
    static final int PARTITIONS = 8;
    static final int READINGS_PER_PANE = 60;
    static final int READINGS_PER_BATCH = 10;
    private static final int SECONDS_PER_PANE = 60;

    Workload {
        if (series < SERIES_PER_INSTANCE || series % SERIES_PER_INSTANCE != 0) {
            throw new IllegalArgumentException("series must be even and positive, got " + series);
        }
        if (panes < 1) {
            throw new IllegalArgumentException("panes must be at least 1, got " + panes);
        }
        if (hot < 0 || hot > series / SERIES_PER_INSTANCE) {
            throw new IllegalArgumentException("hot must be in [0, instances], got " + hot);
        }
    }

    Workload(int series, int panes, Instant begin) {
        this(series, panes, begin, 0);
    }

    /** About so many samples, and at least two panes, so that every series is judged. */
    static Workload ofSamples(int series, long samples, Instant end) {
        int panes = (int) Math.max(2, Math.round((double) samples / series / READINGS_PER_PANE));
        Instant lastMinute = Instant.ofEpochSecond(end.getEpochSecond() / SECONDS_PER_PANE * SECONDS_PER_PANE);
        return new Workload(series, panes, lastMinute.minusSeconds((long) panes * SECONDS_PER_PANE));
    }

    /** As three words for a command line. */
    String[] words() {
        return new String[] {Integer.toString(series), Integer.toString(panes), begin.toString()};
    }

    static Workload parse(String series, String panes, String begin) {
        return new Workload(Integer.parseInt(series), Integer.parseInt(panes), Instant.parse(begin));
    }

    int instances() {
        return series / SERIES_PER_INSTANCE;
    }

    BenchInstance instance(int number) {
        return new BenchInstance(number, Math.max(1, instances() / INSTANCES_PER_SERVICE), isHot(number));
    }

    boolean isHot(int number) {
        return number < hot;
    }

    int nodes() {
        return (instances() + INSTANCES_PER_NODE - 1) / INSTANCES_PER_NODE;
    }

    int batchesPerNode() {
        return panes * READINGS_PER_PANE / READINGS_PER_BATCH;
    }

    long samples() {
        return (long) series * panes * READINGS_PER_PANE;
    }
}
