package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.util.List;

/** A rule over the recent past of one series. */
interface Rule {
    /** As reports call it. */
    String label();

    /** Its durations. */
    Timing timing();

    /**
     * Its conditions, all of which must pass; none where it cannot tell.
     *
     * @param scale by which its durations are multiplied
     */
    List<Gate> judge(Window past, double scale);

    static Gate above(String name, double value, double threshold) {
        return new Gate(name, value, threshold, value > threshold);
    }

    static Gate atMost(String name, double value, double threshold) {
        return new Gate(name, value, threshold, value <= threshold);
    }
}
