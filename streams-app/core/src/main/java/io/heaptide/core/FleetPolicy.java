package io.heaptide.core;

import java.time.Duration;

/**
 * Every threshold of the service level, with its unit and why.
 *
 * @param presentPanes panes without a reading after which an instance no longer speaks for its service: half an hour at one
 *     minute, longer than a collector is restarted for
 * @param presentGaps the same in gaps between its own readings, for what is read seldom: one or two may be lost
 * @param remembers how long after its end a life still shows how its version grows with age: 18 lives of 20 minutes, and a
 *     roll-out with what came before it
 * @param leastLives lives that a pooled case needs: of fewer, the spread between them is not known
 * @param leastPeers instances that make a distribution to compare one with
 * @param amongPeers an instance that grew by less than this many of its peers' standard deviations more than they did is
 *     one of them: one in forty does
 * @param beyondPeers one that grew by more is alone: of a normal distribution one in millions, by quartiles of ten
 *     peers still one in thousands
 * @param leastRiseShare share of a stretch's growth that must come early, and late: a line brings a third of it, a jump that
 *     all lives make together nothing
 * @param formerRatio growth at equal age, as a multiple of the former version's, that makes a version the culprit: less is
 *     a feature
 */
public record FleetPolicy(
        int presentPanes,
        int presentGaps,
        Duration remembers,
        int leastLives,
        int leastPeers,
        double amongPeers,
        double beyondPeers,
        double leastRiseShare,
        double formerRatio) {
    public FleetPolicy {
        if (leastLives < 2) {
            throw new IllegalArgumentException("leastLives must be at least 2, got " + leastLives);
        }
    }

    /** The policy for production: nothing in it belongs to one workload. */
    public static FleetPolicy defaults() {
        return new FleetPolicy(30, 3, Duration.ofHours(6), 5, 10, 2, 5, 0.125, 2);
    }
}
