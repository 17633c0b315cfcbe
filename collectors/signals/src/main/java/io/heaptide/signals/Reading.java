package io.heaptide.signals;

/**
 * One reading of one signal.
 *
 * @param signal canonical name, from {@link SignalCatalogue}
 * @param pool memory pool or heap space, empty if the signal has none
 * @param atMillis event time, epoch milliseconds
 * @param bytes the level, at least 0
 */
public record Reading(String signal, String pool, long atMillis, long bytes) {

    public Reading {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes of " + signal + " must be at least 0, got " + bytes);
        }
        if (atMillis <= 0) {
            throw new IllegalArgumentException("atMillis of " + signal + " must be positive, got " + atMillis);
        }
    }
}
