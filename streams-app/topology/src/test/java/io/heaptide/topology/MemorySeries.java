package io.heaptide.topology;

import java.time.Duration;
import java.util.Random;

/** A reading as a function of time since a start: a level, growth, noise. The same seed gives the same series. */
record MemorySeries(double levelBytes, double growthBytesPerHour, double noiseBytes, long seed) {

    static MemorySeries at(double levelBytes) {
        return new MemorySeries(levelBytes, 0, 0, 1);
    }

    static double mib(double count) {
        return count * 1024 * 1024;
    }

    MemorySeries growingPerHour(double bytes) {
        return new MemorySeries(levelBytes, bytes, noiseBytes, seed);
    }

    MemorySeries noise(double bytes) {
        return new MemorySeries(levelBytes, growthBytesPerHour, bytes, seed);
    }

    MemorySeries seed(long newSeed) {
        return new MemorySeries(levelBytes, growthBytesPerHour, noiseBytes, newSeed);
    }

    long bytesAfter(Duration sinceStart) {
        double hours = sinceStart.toMillis() / 3_600_000.0;
        double noise = new Random(seed * 1_000_003 + sinceStart.toMillis()).nextGaussian() * noiseBytes;
        return Math.max(0, Math.round(levelBytes + growthBytesPerHour * hours + noise));
    }
}
