package io.heaptide.simulator.model;

/** The request rate of a service over the day and the week, as a share of its peak. */
final class Load {

    /** Weekends are quieter: the share of the swing that follows the week rather than the day. */
    private static final double WEEKLY_SHARE = 0.2;

    private Load() {}

    /** The load in [0, 1] at a fleet time; the night is at 0, the peak half a day later. */
    static double at(double fleetSeconds, double daySeconds) {
        double day = StrictMath.cos(2 * Math.PI * fleetSeconds / daySeconds);
        double week = StrictMath.cos(2 * Math.PI * fleetSeconds / (7 * daySeconds));
        return 0.5 * (1 - (1 - WEEKLY_SHARE) * day - WEEKLY_SHARE * week);
    }

    /** How many seconds of average load the daily swing packs into [0, fleetSeconds]. */
    static double averageSeconds(double fleetSeconds, double daySeconds) {
        double turn = 2 * Math.PI / daySeconds;
        return fleetSeconds - StrictMath.sin(turn * fleetSeconds) / turn;
    }
}
