package io.heaptide.core;

import java.util.Optional;

/**
 * An instance against the other instances of its version, which have the same load.
 *
 * @param growth its growth over a span, as a share of headroom
 * @param all the growths of all of them over that span
 */
record Peers(double growth, GrowthBins all, FleetPolicy fleet) {
    /** Growths that differ by less than this share of headroom do not differ. */
    private static final double SLACK = 0.02;

    /** The worst instance's peers, empty if they are too few. */
    static Optional<Peers> ofWorst(Present present, FleetPolicy fleet) {
        return present.worst()
                .filter(worst -> !Float.isNaN(worst.growth()))
                .map(worst -> new Peers(worst.growth(), present.recent().growths(worst.span()), fleet))
                .filter(peers -> peers.all.total() > fleet.leastPeers());
    }

    /** How much more it grew than most, in standard deviations of most. */
    double beyond() {
        return (growth - all.median()) / Math.max(SLACK, all.spread());
    }

    /** What all do is done by load. */
    boolean areAlike() {
        return beyond() < fleet.amongPeers();
    }

    Gate gate() {
        return Gate.atLeast("beyond-peers", beyond(), fleet.beyondPeers());
    }
}
