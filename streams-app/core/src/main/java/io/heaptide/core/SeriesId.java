package io.heaptide.core;

/**
 * One signal of one instance.
 *
 * @param signal canonical OpenTelemetry metric name; usage, limits and requests alike are readings
 * @param pool memory pool or heap space, empty if the signal has none
 */
public record SeriesId(String signal, String pool) {
    public SeriesId {
        if (signal.isBlank()) {
            throw new IllegalArgumentException("signal must not be blank, pool " + pool);
        }
    }
}
