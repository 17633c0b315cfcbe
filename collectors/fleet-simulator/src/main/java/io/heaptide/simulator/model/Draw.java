package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.List;

/** One service's parameters, drawn in order from its seed. */
final class Draw {

    private final long seed;
    private long drawn;

    Draw(long seed) {
        this.seed = seed;
    }

    double between(double low, double high) {
        return low + (high - low) * Seeds.unit(seed, drawn++);
    }

    int between(int low, int high) {
        return low + (int) ((high - low + 1) * Seeds.unit(seed, drawn++));
    }

    Duration between(Duration low, Duration high) {
        return Duration.ofSeconds((long) between((double) low.toSeconds(), (double) high.toSeconds()));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }
}
