package io.heaptide.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A series of readings built from parts, the same for the same seed. */
final class MemorySeries {
    static final double MIB = 1 << 20;
    static final long START = 1_767_225_600_000L;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final double base;
    private final List<DoubleUnaryOperator> parts = new ArrayList<>();
    private Duration every = Duration.ofSeconds(15);
    private double noise;
    private double swing;
    private double swingHours = 1;
    private Duration collection = Duration.ZERO;
    private Duration firstCollection = Duration.ZERO;
    private long seed;

    private MemorySeries(double base) {
        this.base = base;
    }

    static MemorySeries at(double bytes) {
        return new MemorySeries(bytes);
    }

    static double mib(double count) {
        return count * MIB;
    }

    /** Rises from some hour on, for ever. */
    MemorySeries growingPerHour(double bytes, double fromHour) {
        return with(hour -> bytes * Math.max(0, hour - fromHour));
    }

    MemorySeries growingPerHour(double bytes) {
        return growingPerHour(bytes, 0);
    }

    /** Rises ever more slowly towards a level. */
    MemorySeries warmingUp(double bytes, double tauHours) {
        return with(hour -> bytes * (1 - Math.exp(-hour / tauHours)));
    }

    /** Rises in a line and then stays. */
    MemorySeries fillingUp(double bytes, double untilHour) {
        return with(hour -> bytes * Math.min(1, hour / untilHour));
    }

    /** So much more each time its age, from a first hour on, has grown e-fold. */
    MemorySeries growingLikeLog(double bytesPerFold, double firstHours) {
        return with(hour -> bytesPerFold * Math.log1p(hour / firstHours));
    }

    /** So much more in the first part of every period. */
    MemorySeries working(double bytes, double periodHours, double partHours) {
        return with(hour -> hour % periodHours < partHours ? bytes : 0);
    }

    MemorySeries step(double bytes, double atHour) {
        return with(hour -> hour >= atHour ? bytes : 0);
    }

    /** Follows the day: lowest at hour 0. */
    MemorySeries diurnal(double bytes) {
        return with(hour -> bytes / 2 * (1 - Math.cos(2 * Math.PI * hour / 24)));
    }

    /** Garbage that grows to so much and is then collected. */
    MemorySeries sawtooth(double bytes, double periodHours) {
        swing = bytes;
        swingHours = periodHours;
        return this;
    }

    MemorySeries noise(double sigmaBytes) {
        noise = sigmaBytes;
        return this;
    }

    MemorySeries every(Duration interval) {
        every = interval;
        return this;
    }

    /** Tells of what was left by the last collection only, and of 0 before the first. */
    MemorySeries collectedEvery(Duration period, Duration first) {
        collection = period;
        firstCollection = first;
        return this;
    }

    MemorySeries seed(long value) {
        seed = value;
        return this;
    }

    private MemorySeries with(DoubleUnaryOperator part) {
        parts.add(part);
        return this;
    }

    /** The readings of so long a time. */
    List<Reading> readings(Duration length) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        for (long at = 0; at < length.toMillis(); at += every.toMillis()) {
            double hour = at / MILLIS_PER_HOUR;
            double bytes = base + noise * random.nextGaussian() + swing * (hour / swingHours % 1);
            for (DoubleUnaryOperator part : parts) {
                bytes += part.applyAsDouble(hour);
            }
            readings.add(new Reading(START + at, Math.round(Math.max(1, bytes))));
        }
        return collection.isZero() ? readings : lastCollected(readings);
    }

    private List<Reading> lastCollected(List<Reading> readings) {
        List<Reading> seen = new ArrayList<>();
        long left = 0;
        long due = START + firstCollection.toMillis();
        for (Reading reading : readings) {
            if (reading.atMillis() >= due) {
                left = reading.bytes();
                due += collection.toMillis();
            }
            seen.add(new Reading(reading.atMillis(), left));
        }
        return seen;
    }

    /** One reading. */
    record Reading(long atMillis, long bytes) {}
}
