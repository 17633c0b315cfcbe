package io.heaptide.benchmarks.detection;

import java.util.SplittableRandom;

/**
 * The instants at which scores are noted: one in each span of a day, or in each twentieth of a shorter case, at random so
 * that no hour of the day is favoured.
 *
 * @param seed of the instants
 */
record Probes(long seed) {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int LEAST = 20;

    long[] of(Truth truth, String name) {
        long length = truth.endMillis() - truth.startMillis();
        int count = (int) Math.max(LEAST, length / DAY_MILLIS);
        SplittableRandom random = new SplittableRandom(seed ^ name.hashCode());
        long[] instants = new long[count];
        for (int i = 0; i < count; i++) {
            instants[i] = truth.startMillis() + (long) ((i + random.nextDouble()) * length / count);
        }
        return instants;
    }
}
