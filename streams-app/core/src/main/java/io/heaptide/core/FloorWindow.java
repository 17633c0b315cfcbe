package io.heaptide.core;

/** One horizon of a series' floor in at most twelve blocks, the empty ones left out. */
final class FloorWindow {
    /** Blocks of a horizon: enough for an interval, few enough to be quick and to smooth over sawteeth. */
    static final int BLOCKS = 12;

    /** A horizon with at least this many blocks filled is dense. */
    static final int LEAST_DENSE = 10;

    /** Fewer points than this show nothing. */
    static final int LEAST = 4;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final double[] hours = new double[BLOCKS];
    private final double[] bytes = new double[BLOCKS];
    private final int level;
    private final long startPane;
    private final long endPane;
    private int count;

    private FloorWindow(int level, long startPane, long endPane) {
        this.level = level;
        this.startPane = startPane;
        this.endPane = endPane;
    }

    /** The blocks of {@code perBlock} panes of a level that end at a pane index of that level, inclusive. */
    static FloorWindow of(Source source, int level, int perBlock, long lastIndex) {
        long first = lastIndex - (long) BLOCKS * perBlock + 1;
        return of(source, level, perBlock, lastIndex, source.floors(level, first, BLOCKS * perBlock));
    }

    /** The same from floors that were read before, of which the last is that of {@code lastIndex}. */
    static FloorWindow of(Source source, int level, int perBlock, long lastIndex, float[] floors) {
        long first = lastIndex - (long) BLOCKS * perBlock + 1;
        int skipped = floors.length - BLOCKS * perBlock;
        int width = Envelope.width(level);
        FloorWindow window = new FloorWindow(level, first * width, (lastIndex + 1) * width);
        double blockHours = perBlock * (double) width * source.paneMillis() / MILLIS_PER_HOUR;
        for (int block = 0; block < BLOCKS; block++) {
            float least = Float.NaN;
            for (int cell = skipped + block * perBlock; cell < skipped + (block + 1) * perBlock; cell++) {
                if (!(floors[cell] >= least)) {
                    least = Float.isNaN(floors[cell]) ? least : floors[cell];
                }
            }
            if (!Float.isNaN(least)) {
                window.add((block + 0.5) * blockHours, least);
            }
        }
        return window;
    }

    /** The same blocks of another series. */
    FloorWindow of(Source other) {
        int width = Envelope.width(level);
        int perBlock = (int) ((endPane - startPane) / BLOCKS / width);
        return of(other, level, perBlock, endPane / width - 1);
    }

    /** The time just before, at most as long as this, as finely as it is known. */
    FloorWindow before(Source source) {
        long from = Math.max(source.settledPane(), 2 * startPane - endPane);
        int each = 0;
        while (each < Envelope.levels() - 1 && !source.reaches(each, from)) {
            each++;
        }
        int width = Envelope.width(each);
        long cells = Math.max(0, (startPane - from) / width);
        return of(source, each, (int) Math.max(1, (cells + BLOCKS - 1) / BLOCKS), Math.floorDiv(startPane, width) - 1);
    }

    private void add(double atHours, double least) {
        hours[count] = atHours;
        bytes[count++] = least;
    }

    /** Middles of the blocks that hold readings, from the window's start; the first {@link #count} are valid. */
    double[] hours() {
        return hours;
    }

    /** Floors of those blocks. */
    double[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    /** Of the envelope, that the floors are from. */
    int level() {
        return level;
    }

    long startPane() {
        return startPane;
    }

    /** Exclusive. */
    long endPane() {
        return endPane;
    }

    boolean dense() {
        return count >= LEAST_DENSE;
    }

    /** From the first block with a reading to the last, both included. */
    double spanHours(long paneMillis) {
        double block = (endPane - startPane) * (double) paneMillis / MILLIS_PER_HOUR / BLOCKS;
        return hours[count - 1] - hours[0] + block;
    }

    double least() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, bytes[i]);
        }
        return least;
    }

    /** The floor now: the lesser of the last two blocks. */
    double current() {
        return Math.min(bytes[count - 1], bytes[Math.max(0, count - 2)]);
    }

    RegressionSums sums() {
        RegressionSums sums = RegressionSums.EMPTY;
        for (int i = 0; i < count; i++) {
            sums = sums.add(hours[i], bytes[i]);
        }
        return sums;
    }

    /** Where a window takes its floors from. */
    record Source(Envelope envelope, long paneMillis, long settledPane, boolean markedOnly) {
        /** The floors that count of consecutive panes of a level, NaN where there is none. */
        float[] floors(int level, long firstIndex, int count) {
            return envelope.floors(level, firstIndex, count, settledPane, markedOnly);
        }

        /** Whether a level's ring goes back to a base pane. */
        boolean reaches(int level, long pane) {
            long oldest = Math.floorDiv(envelope.newestPane(), Envelope.width(level)) - Envelope.kept(level) + 1;
            return oldest * Envelope.width(level) <= pane;
        }

        /** The highest floor at a level or a wider one before a base pane, NaN if none is known. */
        float highBefore(int level, long pane) {
            float high = Float.NaN;
            for (int each = level; each < Envelope.levels() && !envelope.isEmpty(); each++) {
                long first = Math.floorDiv(envelope.newestPane(), Envelope.width(each)) - Envelope.kept(each) + 1;
                long count = Math.min(Envelope.kept(each), Math.floorDiv(pane, Envelope.width(each)) - first);
                high = Envelope.highest(floors(each, first, (int) Math.max(0, count)), high);
            }
            return high;
        }
    }
}
