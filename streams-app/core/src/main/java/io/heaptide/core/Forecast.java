package io.heaptide.core;

import java.util.Optional;
import java.util.OptionalDouble;

/** When a limit is reached if growth goes on. */
final class Forecast {
    private static final double SECONDS_PER_HOUR = 3600;

    private Forecast() {}

    static Optional<TimeToLimit> timeToLimit(double levelBytes, Slope slope, OptionalDouble limitBytes) {
        if (limitBytes.isEmpty() || slope.highBytesPerHour() <= 0) {
            return Optional.empty();
        }
        double room = Math.max(0, limitBytes.getAsDouble() - levelBytes);
        double soonest = room / slope.highBytesPerHour() * SECONDS_PER_HOUR;
        boolean certain = slope.lowBytesPerHour() > 0;
        return Optional.of(new TimeToLimit(
                soonest,
                certain
                        ? OptionalDouble.of(room / slope.lowBytesPerHour() * SECONDS_PER_HOUR)
                        : OptionalDouble.empty()));
    }

    static double soonestSeconds(Witness witness) {
        return timeToLimit(witness.levelBytes(), witness.slope(), witness.limitBytes())
                .map(TimeToLimit::lowSeconds)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
