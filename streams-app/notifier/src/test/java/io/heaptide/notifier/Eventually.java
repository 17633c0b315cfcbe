package io.heaptide.notifier;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A bounded wait for something that another thread does. */
final class Eventually {

    private Eventually() {}

    static void until(Duration limit, BooleanSupplier condition, Supplier<?> whatIsSeen) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + "; seen: " + whatIsSeen.get());
            }
            pause(Duration.ofMillis(10));
        }
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
