package io.heaptide.simulator.model;

import java.time.Duration;

/**
 * One reason why live memory is where it is. Parts add up to a {@link LiveSet}.
 *
 * <p>Ages count from the start of a process, fleet time from the fleet's origin, releases from 0.
 */
public sealed interface MemoryPart {

    /** What this part holds in a process of an age, at a fleet time, running a release. */
    double bytesAt(double ageSeconds, double fleetSeconds, int release);

    /** The most it can ever hold; infinite for a leak. */
    double peakBytes();

    /**
     * Classes load, code compiles, pools fill: a fast start that flattens out.
     *
     * @param bytes held in the end
     * @param timeConstant after this time 63 % of it is held
     */
    record WarmUp(double bytes, Duration timeConstant) implements MemoryPart {

        /** Checks every part. */
        public WarmUp {
            Require.notNegative("warmUp.bytes", bytes);
            Require.positive("warmUp.timeConstant", timeConstant);
        }

        @Override
        public double bytesAt(double ageSeconds, double fleetSeconds, int release) {
            return -bytes * StrictMath.expm1(-1000 * ageSeconds / timeConstant.toMillis());
        }

        @Override
        public double peakBytes() {
            return bytes;
        }
    }

    /**
     * A cache that fills to its bound and then stays there. While it fills it looks like a leak.
     *
     * @param bytes the bound
     * @param fill how long it takes to fill
     * @param bend 0 fills at an even rate up to a hard knee, 1 slows down all the way as the hit ratio climbs
     */
    record CacheFill(double bytes, Duration fill, double bend) implements MemoryPart {

        /** Checks every part. */
        public CacheFill {
            Require.notNegative("cacheFill.bytes", bytes);
            Require.positive("cacheFill.fill", fill);
            Require.within("cacheFill.bend", bend, 0, 1);
        }

        @Override
        public double bytesAt(double ageSeconds, double fleetSeconds, int release) {
            double filled = Math.min(1, 1000 * ageSeconds / fill.toMillis());
            return bytes * (filled + bend * filled * (1 - filled));
        }

        @Override
        public double peakBytes() {
            return bytes;
        }
    }

    /**
     * Sessions and buffers that follow the load of the day.
     *
     * @param bytes held at the peak, above the night
     * @param day how long a day lasts
     */
    record LoadFollowing(double bytes, Duration day) implements MemoryPart {

        /** Checks every part. */
        public LoadFollowing {
            Require.notNegative("loadFollowing.bytes", bytes);
            Require.positive("loadFollowing.day", day);
        }

        @Override
        public double bytesAt(double ageSeconds, double fleetSeconds, int release) {
            return bytes * Load.at(fleetSeconds, day.toMillis() / 1000.0);
        }

        @Override
        public double peakBytes() {
            return bytes;
        }
    }

    /**
     * A feature that needs memory from now on: switched on at an instant, or shipped with a release.
     *
     * @param bytes held once it is on
     * @param at when it is switched on, in fleet time
     * @param ramp how long switching it on takes
     * @param sinceRelease the first release that has it
     */
    record Step(double bytes, Duration at, Duration ramp, int sinceRelease) implements MemoryPart {

        /** Checks every part. */
        public Step {
            Require.notNegative("step.bytes", bytes);
            Require.positive("step.ramp", ramp);
            Require.notNegative("step.sinceRelease", sinceRelease);
        }

        @Override
        public double bytesAt(double ageSeconds, double fleetSeconds, int release) {
            double on = Math.min(ageSeconds, fleetSeconds - at.toMillis() / 1000.0);
            return release < sinceRelease || on <= 0 ? 0 : bytes * Math.min(1, 1000 * on / ramp.toMillis());
        }

        @Override
        public double peakBytes() {
            return bytes;
        }
    }

    /**
     * Memory that is kept and never freed.
     *
     * @param bytesPerHour lost on average
     * @param faultAt when the fault appears, in fleet time; a process younger than that leaks from its start
     * @param sinceRelease the first release that has the fault
     * @param day how long a day lasts if it leaks with each request; zero if it leaks at an even rate
     */
    record Leak(double bytesPerHour, Duration faultAt, int sinceRelease, Duration day) implements MemoryPart {

        /** Checks every part. */
        public Leak {
            Require.positive("leak.bytesPerHour", bytesPerHour);
            Require.notNegative("leak.sinceRelease", sinceRelease);
            Require.notNegative("leak.day", day);
        }

        /** A leak at an even rate from a fleet time on, in every release. */
        public static Leak steady(double bytesPerHour, Duration faultAt) {
            return new Leak(bytesPerHour, faultAt, 0, Duration.ZERO);
        }

        @Override
        public double bytesAt(double ageSeconds, double fleetSeconds, int release) {
            double leakingSince = Math.max(fleetSeconds - ageSeconds, faultAt.toMillis() / 1000.0);
            if (release < sinceRelease || fleetSeconds <= leakingSince) {
                return 0;
            }
            return bytesPerHour / 3600 * leakingSeconds(leakingSince, fleetSeconds);
        }

        private double leakingSeconds(double from, double to) {
            if (day.isZero()) {
                return to - from;
            }
            double daySeconds = day.toMillis() / 1000.0;
            return Load.averageSeconds(to, daySeconds) - Load.averageSeconds(from, daySeconds);
        }

        @Override
        public double peakBytes() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
