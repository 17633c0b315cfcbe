package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How instances grew up to now, over four spans that all of them share, whichever horizon tells most of each: what
 * they do together, and how they differ. Immutable, mergeable, bounded.
 */
final class RecentGrowth {
    /** Panes of a span: 48 minutes, 3, 13 and 51 hours at one minute. */
    private static final int[] SPAN = {48, 192, 768, 3072};

    static final RecentGrowth EMPTY = new RecentGrowth(
            filled(new RiseSums[SPAN.length], RiseSums.EMPTY), filled(new GrowthBins[SPAN.length], GrowthBins.EMPTY));

    private final RiseSums[] rises;
    private final GrowthBins[] bins;

    private RecentGrowth(RiseSums[] rises, GrowthBins[] bins) {
        this.rises = rises;
        this.bins = bins;
    }

    private static <T> T[] filled(T[] array, T value) {
        Arrays.fill(array, value);
        return array;
    }

    static RecentGrowth of(LifeFloor life) {
        RiseSums[] rises = new RiseSums[SPAN.length];
        for (int span = 0; span < SPAN.length; span++) {
            rises[span] = life.upToNow(SPAN[span]);
        }
        return rises[0].lives() == 0 ? EMPTY : new RecentGrowth(rises, EMPTY.bins);
    }

    static int size() {
        return SPAN.length;
    }

    static int panes(int span) {
        return SPAN[span];
    }

    /** The span nearest to a horizon, of those that are known. */
    int nearest(double panes) {
        int span = 0;
        while (span < SPAN.length - 1
                && rises[span + 1].lives() > 0
                && panes > Math.sqrt((double) panes(span) * panes(span + 1))) {
            span++;
        }
        return span;
    }

    RiseSums at(int span) {
        return rises[span];
    }

    /** The instances' growths, one by one. Those of a single instance need not be kept: its rises tell. */
    GrowthBins growths(int span) {
        return rises[span].lives() == 1 ? GrowthBins.of(rises[span].growth()) : bins[span];
    }

    RecentGrowth merge(RecentGrowth other) {
        if (this == EMPTY || other == EMPTY) {
            return this == EMPTY ? other : this;
        }
        RiseSums[] sum = new RiseSums[SPAN.length];
        GrowthBins[] all = new GrowthBins[SPAN.length];
        for (int span = 0; span < SPAN.length; span++) {
            sum[span] = rises[span].merge(other.rises[span]);
            all[span] = growths(span).merge(other.growths(span));
        }
        return new RecentGrowth(sum, all);
    }

    void writeTo(DataOutput out) throws IOException {
        for (int span = 0; span < SPAN.length; span++) {
            rises[span].writeTo(out);
            if (rises[span].lives() > 1) {
                bins[span].writeTo(out);
            }
        }
    }

    static RecentGrowth readFrom(DataInput in) throws IOException {
        RiseSums[] rises = new RiseSums[SPAN.length];
        GrowthBins[] bins = EMPTY.bins.clone();
        for (int span = 0; span < SPAN.length; span++) {
            rises[span] = RiseSums.readFrom(in);
            if (rises[span].lives() > 1) {
                bins[span] = GrowthBins.readFrom(in);
            }
        }
        return new RecentGrowth(rises, bins);
    }
}
