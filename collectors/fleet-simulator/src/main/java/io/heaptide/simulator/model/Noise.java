package io.heaptide.simulator.model;

import java.time.Duration;

/**
 * First-order autoregressive noise on a lattice of instants, linear in between: what request mix and allocation luck
 * do to a memory reading.
 *
 * <p>Any instant can be asked for. A lattice value is the recursion {@code x' = correlation * x + innovation} started
 * from 0 a whole block earlier, by which time {@code correlation^64} has forgotten the start.
 *
 * @param deviation standard deviation of the noise, as a share of the level it sits on
 * @param correlation how much of one lattice value carries over to the next
 * @param lattice simulated time between two lattice values
 */
public record Noise(double deviation, double correlation, Duration lattice) {

    /** No noise at all, for tests that want the bare shape. */
    public static final Noise NONE = new Noise(0, 0, Duration.ofMinutes(1));

    private static final int BLOCK = 64;

    /** Checks every part. */
    public Noise {
        Require.within("noise.deviation", deviation, 0, 0.5);
        Require.within("noise.correlation", correlation, 0, 0.9); // 0.9^64 is about 0.1 %: forgotten
        Require.positive("noise.lattice", lattice);
    }

    /** The noise of one stream at one instant, as a share of the level. */
    double at(long seed, long atMillis) {
        return new Walk(this, seed).at(atMillis);
    }

    /** Reads one stream in any order; forward in small steps it costs one hash a lattice value. */
    static final class Walk {

        private final double correlation;
        private final double innovation;
        private final double deviation;
        private final long latticeMillis;
        private final long seed;
        private long index = Long.MIN_VALUE;
        private double here;
        private double next;

        Walk(Noise noise, long seed) {
            this.correlation = noise.correlation;
            this.innovation = StrictMath.sqrt(1 - noise.correlation * noise.correlation);
            this.deviation = noise.deviation;
            this.latticeMillis = noise.lattice.toMillis();
            this.seed = seed;
        }

        double at(long atMillis) {
            if (deviation == 0) {
                return 0;
            }
            long wanted = Math.floorDiv(atMillis, latticeMillis);
            if (wanted != index) {
                moveTo(wanted);
            }
            double between = (atMillis - wanted * latticeMillis) / (double) latticeMillis;
            return deviation * (here + (next - here) * between);
        }

        private void moveTo(long wanted) {
            boolean ahead = wanted > index && blockOf(wanted) == blockOf(index);
            here = ahead ? recur(here, index, wanted) : fresh(wanted);
            index = wanted;
            next = blockOf(wanted + 1) == blockOf(wanted) ? recur(here, wanted, wanted + 1) : fresh(wanted + 1);
        }

        private double fresh(long wanted) {
            long start = (blockOf(wanted) - 1) * BLOCK;
            return recur(0, start, wanted);
        }

        /** From the value at lattice point {@code from} to the one at {@code to}. */
        private double recur(double value, long from, long to) {
            double x = value;
            for (long i = from + 1; i <= to; i++) {
                x = correlation * x + innovation * Seeds.normal(seed, i);
            }
            return x;
        }

        private static long blockOf(long index) {
            return Math.floorDiv(index, BLOCK);
        }
    }
}
