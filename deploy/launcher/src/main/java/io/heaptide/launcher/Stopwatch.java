package io.heaptide.launcher;

import java.time.Duration;

/** Time since a moment, by the clock that never jumps. */
record Stopwatch(long beganNanos) {

    static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    boolean passed(Duration duration) {
        return elapsed().compareTo(duration) >= 0;
    }
}
