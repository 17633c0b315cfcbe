package io.heaptide.simulator.model;

import java.util.List;
import java.util.Optional;

/**
 * What a process keeps alive: a base and the parts on top of it, before noise and garbage.
 *
 * @param baseBytes held from the first moment
 * @param parts further reasons to hold memory; at most one of them is a leak
 */
public record LiveSet(double baseBytes, List<MemoryPart> parts) {

    private static final int MARCH_STEPS = 2048;
    private static final int BISECTIONS = 60;

    /** Checks every part. */
    public LiveSet {
        Require.positive("liveSet.baseBytes", baseBytes);
        parts = List.copyOf(parts);
        if (parts.stream().filter(MemoryPart.Leak.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("liveSet.parts must hold at most one leak, got " + parts);
        }
    }

    /** The leak among the parts, if there is one. */
    public Optional<MemoryPart.Leak> leak() {
        return parts.stream()
                .filter(MemoryPart.Leak.class::isInstance)
                .map(MemoryPart.Leak.class::cast)
                .findFirst();
    }

    /** What is held by a process of an age, at a fleet time, running a release. */
    double bytesAt(double ageSeconds, double fleetSeconds, int release) {
        double bytes = baseBytes;
        for (int i = 0; i < parts.size(); i++) { // no iterator: this runs once a sample
            bytes += parts.get(i).bytesAt(ageSeconds, fleetSeconds, release);
        }
        return bytes;
    }

    /** The most that is ever held, the leak aside. */
    double healthyPeakBytes() {
        return baseBytes
                + parts.stream()
                        .filter(part -> !(part instanceof MemoryPart.Leak))
                        .mapToDouble(MemoryPart::peakBytes)
                        .sum();
    }

    /**
     * The age at which a process first holds so much, infinite if it never does.
     *
     * <p>Between the age at which the leak alone could do it with every other part at its peak and the age at which it
     * does it alone, the sum may rise and fall with the load, so the first crossing is marched to, then bisected.
     */
    double ageSecondsAt(double bytes, double startSeconds, int release) {
        Optional<MemoryPart.Leak> leak = leak().filter(found -> release >= found.sinceRelease());
        if (leak.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double earliest = ageOfGrowth(leak.get(), bytes - healthyPeakBytes(), startSeconds);
        double latest = ageOfGrowth(leak.get(), bytes - baseBytes, startSeconds);
        double low = earliest;
        double high = earliest;
        for (int i = 1; i <= MARCH_STEPS && bytesAt(high, startSeconds + high, release) < bytes; i++) {
            low = high;
            high = earliest + (latest - earliest) * i / MARCH_STEPS;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            boolean before = bytesAt(middle, startSeconds + middle, release) < bytes;
            low = before ? middle : low;
            high = before ? high : middle;
        }
        return high;
    }

    /** The age at which the leak alone has taken so much: its growth never falls, so bisection finds it. */
    private static double ageOfGrowth(MemoryPart.Leak leak, double bytes, double startSeconds) {
        if (bytes <= 0) {
            return 0;
        }
        double high = 1;
        while (leak.bytesAt(high, startSeconds + high, leak.sinceRelease()) < bytes) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            boolean before = leak.bytesAt(middle, startSeconds + middle, leak.sinceRelease()) < bytes;
            low = before ? middle : low;
            high = before ? high : middle;
        }
        return high;
    }
}
