package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.time.Duration;
import java.util.List;

/** A rule over the recent past of one series, its durations as its users have them. */
interface Rule {
    /** As reports call it. */
    String label();

    /** One reading is kept in each so long a time, the last. */
    Duration step();

    /** The length of a run that its durations suit; in longer and shorter recordings all of them are scaled. */
    Duration usualRun();

    /** How far back it looks. */
    Duration window();

    /** Time from one evaluation to the next. */
    Duration every();

    /** How long it must hold before it alarms. */
    Duration pending();

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
