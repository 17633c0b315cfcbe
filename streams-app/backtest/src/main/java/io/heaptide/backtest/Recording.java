package io.heaptide.backtest;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.core.SeriesId;
import io.heaptide.core.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The readings and verdicts of one instance in bounded memory, for a plot: equal stretches of time, which become twice as
 * long whenever there are too many of them.
 */
final class Recording {
    /** Stretches at most: what a plot as wide as a page can show. */
    static final int STRETCHES = 480;

    private final Map<SeriesId, Lane> lanes = new HashMap<>();
    private @Nullable Verdict[] verdicts = new @Nullable Verdict[0];
    private long stretchMillis;
    private long firstStretch = Long.MIN_VALUE;
    private int used;

    Recording(long paneMillis) {
        this.stretchMillis = paneMillis;
    }

    void read(Reading reading) {
        int at = stretch(reading.atMillis());
        if (at >= 0) {
            lane(new SeriesId(reading.metric(), reading.pool())).read(at, reading.usedBytes());
        }
    }

    /** Notes the verdict, the gravest of a stretch, and the limits that bound the series. */
    void judged(InstanceAssessment assessment) {
        if (firstStretch == Long.MIN_VALUE) {
            return;
        }
        int at = stretch(assessment.atMillis());
        if (at >= 0) {
            if (at >= verdicts.length) {
                verdicts = Arrays.copyOf(verdicts, Math.min(STRETCHES, Math.max(32, 2 * (at + 1))));
            }
            verdicts[at] = graver(verdicts[at], assessment.verdict());
            for (SeriesAssessment one : assessment.series()) {
                lane(one.series()).limit(at, one.limitBytes().orElse(Double.NaN));
            }
        }
    }

    private Lane lane(SeriesId series) {
        return lanes.computeIfAbsent(series, id -> new Lane());
    }

    /** The stretch of a time, -1 if it lies before the first. */
    private int stretch(long atMillis) {
        if (firstStretch == Long.MIN_VALUE) {
            firstStretch = Math.floorDiv(atMillis, stretchMillis);
        }
        while (Math.floorDiv(atMillis, stretchMillis) - firstStretch >= STRETCHES) {
            halve();
        }
        int at = (int) Math.max(-1, Math.floorDiv(atMillis, stretchMillis) - firstStretch);
        used = Math.max(used, at + 1);
        return at;
    }

    private void halve() {
        int shift = (int) Math.floorMod(firstStretch, 2L);
        @Nullable Verdict[] joined = new @Nullable Verdict[verdicts.length];
        for (int i = 0; i < verdicts.length; i++) {
            int to = (i + shift) / 2;
            joined[to] = graver(joined[to], verdicts[i]);
        }
        verdicts = joined;
        lanes.values().forEach(lane -> lane.halve(shift));
        used = (used + shift + 1) / 2;
        firstStretch = Math.floorDiv(firstStretch, 2L);
        stretchMillis *= 2;
    }

    long startMillis() {
        return firstStretch * stretchMillis;
    }

    long stretchMillis() {
        return stretchMillis;
    }

    /** How many stretches there are. */
    int size() {
        return used;
    }

    Optional<Verdict> verdict(int at) {
        return at < verdicts.length ? Optional.ofNullable(verdicts[at]) : Optional.empty();
    }

    private static @Nullable Verdict graver(@Nullable Verdict one, @Nullable Verdict other) {
        return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    Optional<Lane> find(SeriesId series) {
        return Optional.ofNullable(lanes.get(series));
    }

    /** One series: its lowest, highest and last reading, and its limit, by stretch; not a number where there is none. */
    static final class Lane {
        private float[] low = new float[0];
        private float[] high = new float[0];
        private float[] last = new float[0];
        private float[] limit = new float[0];

        private void read(int at, long bytes) {
            grow(at);
            float value = (float) bytes;
            low[at] = Float.isNaN(low[at]) ? value : Math.min(low[at], value);
            high[at] = Float.isNaN(high[at]) ? value : Math.max(high[at], value);
            last[at] = value;
        }

        private void limit(int at, double bytes) {
            grow(at);
            limit[at] = (float) bytes;
        }

        private void grow(int at) {
            if (at >= low.length) {
                int length = Math.min(STRETCHES, Math.max(32, 2 * (at + 1)));
                low = grown(low, length);
                high = grown(high, length);
                last = grown(last, length);
                limit = grown(limit, length);
            }
        }

        private static float[] grown(float[] array, int length) {
            float[] grown = Arrays.copyOf(array, length);
            Arrays.fill(grown, array.length, length, Float.NaN);
            return grown;
        }

        private void halve(int shift) {
            Lane joined = new Lane();
            joined.grow(low.length - 1);
            for (int i = 0; i < low.length; i++) {
                joined.take((i + shift) / 2, this, i);
            }
            low = joined.low;
            high = joined.high;
            last = joined.last;
            limit = joined.limit;
        }

        private void take(int to, Lane other, int from) {
            if (!Float.isNaN(other.last[from])) {
                low[to] = Float.isNaN(low[to]) ? other.low[from] : Math.min(low[to], other.low[from]);
                high[to] = Float.isNaN(high[to]) ? other.high[from] : Math.max(high[to], other.high[from]);
                last[to] = other.last[from];
            }
            limit[to] = Float.isNaN(other.limit[from]) ? limit[to] : other.limit[from];
        }

        float low(int at) {
            return at < low.length ? low[at] : Float.NaN;
        }

        float high(int at) {
            return at < high.length ? high[at] : Float.NaN;
        }

        float last(int at) {
            return at < last.length ? last[at] : Float.NaN;
        }

        float limit(int at) {
            return at < limit.length ? limit[at] : Float.NaN;
        }
    }
}
