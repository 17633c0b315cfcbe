package io.heaptide.benchmarks.kernel;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** A series to benchmark on: a container that was read every 15 seconds. */
public enum Story {
    /** A level with a thousandth of noise. */
    FLAT(0, 0.001),
    /** Grows by a tenth a day. */
    LEAKING(0.1, 0.001),
    /** A level with a tenth of noise. */
    NOISY(0, 0.1);

    static final DetectorPolicy POLICY = DetectorPolicy.defaults();
    private static final long SEED = 7;
    static final long STEP_MILLIS = 15_000;

    private static final SeriesId USED = new SeriesId("container.memory.rss", "");
    private static final SeriesId LIMIT = new SeriesId("container.memory.limit", "");
    private static final long LIMIT_BYTES = 2L << 30;
    private static final double LEVEL_BYTES = 512L << 20;
    private static final long START_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final double MILLIS_PER_DAY = 86_400_000;

    private final double growthPerDay;
    private final double noise;

    Story(double growthPerDay, double noise) {
        this.growthPerDay = growthPerDay;
        this.noise = noise;
    }

    /** A state that has heard it for so long. */
    InstanceState heardFor(Duration length) {
        InstanceState state = new InstanceState(new InstanceId(new ServiceId("shop", "basket"), "basket-1"));
        SplittableRandom random = new SplittableRandom(SEED);
        long end = START_MILLIS + length.toMillis();
        for (long at = START_MILLIS; at < end; at += STEP_MILLIS) {
            state.add(LIMIT, at, LIMIT_BYTES, POLICY);
            state.add(USED, at, usedBytes(at, random.nextDouble()), POLICY);
        }
        return state;
    }

    /** Where its readings go in a state. */
    int slot(InstanceState state) {
        return state.slot(USED);
    }

    /**
     * Its level.
     *
     * @param draw 0 to 1, decides the noise
     */
    long usedBytes(long atMillis, double draw) {
        double growth = growthPerDay * (atMillis - START_MILLIS) / MILLIS_PER_DAY;
        return Math.round(LEVEL_BYTES * (1 + growth + noise * (2 * draw - 1)));
    }
}
