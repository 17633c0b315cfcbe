package io.heaptide.simulator.model;

import java.time.Duration;

/** Refusals that name the field and the bad value. */
final class Require {

    private Require() {}

    static void positive(String field, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) { // written this way round to refuse NaN too
            throw new IllegalArgumentException(field + " must be positive and finite, got " + value);
        }
    }

    static void notNegative(String field, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(field + " must be finite and at least 0, got " + value);
        }
    }

    static void positive(String field, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(field + " must be positive, got " + value);
        }
    }

    static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(field + " must be at least 0, got " + value);
        }
    }

    static void within(String field, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(field + " must be in [" + low + ", " + high + "], got " + value);
        }
    }

    static void named(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }
}
