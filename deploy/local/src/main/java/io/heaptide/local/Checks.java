package io.heaptide.local;

import java.time.Duration;

/** What both engines' configurations refuse. */
final class Checks {
    private static final int MAX_PORT = 65_535;

    private Checks() {}

    static void port(String key, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(key + " must be in [0, " + MAX_PORT + "], got " + port);
        }
    }

    static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " must be positive, got " + duration);
        }
    }
}
