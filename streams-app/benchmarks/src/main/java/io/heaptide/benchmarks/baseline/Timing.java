package io.heaptide.benchmarks.baseline;

import java.time.Duration;

/**
 * The durations of a rule, as its users have them.
 *
 * @param usualRun the length of a run that they suit; in longer and shorter recordings all of them are scaled
 * @param step one reading is kept in each so long a time, the last
 * @param window how far back the rule looks
 * @param every time from one evaluation to the next
 * @param pending how long the rule must hold before it alarms
 */
record Timing(Duration usualRun, Duration step, Duration window, Duration every, Duration pending) {
    /** What rules over an hour have in common. */
    static final Timing HOURLY = new Timing(
            Duration.ofHours(8), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ZERO);

    Timing withEvery(Duration other) {
        return new Timing(usualRun, step, window, other, pending);
    }

    Timing withPending(Duration other) {
        return new Timing(usualRun, step, window, every, other);
    }
}
