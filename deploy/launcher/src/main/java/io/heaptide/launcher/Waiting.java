package io.heaptide.launcher;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, bounded. */
final class Waiting {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private Waiting() {}

    /** True as soon as the condition holds, false once {@code atMost} has passed. */
    static boolean until(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            pause(PERIOD);
        }
        return true;
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopping);
        }
    }
}
