package io.heaptide.core;

import java.time.Duration;

/**
 * Every threshold of the detector, with its unit and why. Time thresholds that belong to a process are counted in panes;
 * those that belong to people's days are durations.
 *
 * @param pane base pane: the finest grain; 1 minute suits readings every 5 to 60 s
 * @param settlePanes panes at the start of a life that are no evidence: class loading, pools and first caches fill
 * @param minGrowthOfHeadroom growth that matters, as a share of headroom: below it one would extrapolate more than eightfold
 * @param newbornGrowthOfHeadroom the same where no baseline was seen before the growth: start-up and load look like it
 * @param newbornGrowthUnlimited the same where no limit is known either: the level must double
 * @param slowGrowthOfHeadroom the same once growth has gone on into the second day, as fills and warm-ups hardly do
 * @param minGrowthOfLevel growth below this share of the level is allocator and collector slack
 * @param headroomLevels with a far limit, growth by this many times the level counts as reaching it
 * @param news how far beyond its former range a floor must be, in widths of that range
 * @param breakaway the same for growth to have a known baseline behind it: the window holds two thirds of it or more
 * @param maxStepShare growth of which one jump explains more than this is a step
 * @param fullShare live heap above this share of its limit is too full to run: heaps are sized at two to four times live data
 * @param fullCollections collections in a row that must leave the heap too full
 * @param sparsePoints seldom seen floors that are needed where no daily cycle has been ruled out yet
 * @param sparseGrowthOfLevel growth of the level that seldom seen floors must show
 * @param suspectLives lives in a row that grew until they ended for a young life to be suspect
 * @param leakingLives the same for it to be leaking
 * @param minShareLeaking share of a service's judged instances that makes the service leak
 * @param loneScore score with which a single instance makes a service leak: twice the growth that is needed
 * @param firingPanes panes for which a service must be leaking before people are called
 * @param calmPanes panes for which it must be calm, at least, before an incident is over
 * @param fleet what instances of a service say together
 */
public record DetectorPolicy(
        Duration pane,
        int settlePanes,
        double minGrowthOfHeadroom,
        double newbornGrowthOfHeadroom,
        double newbornGrowthUnlimited,
        double slowGrowthOfHeadroom,
        double minGrowthOfLevel,
        double headroomLevels,
        double news,
        double breakaway,
        double maxStepShare,
        double fullShare,
        int fullCollections,
        int sparsePoints,
        double sparseGrowthOfLevel,
        int suspectLives,
        int leakingLives,
        double minShareLeaking,
        double loneScore,
        int firingPanes,
        int calmPanes,
        FleetPolicy fleet) {
    private static final Duration SHORTEST_PANE = Duration.ofSeconds(1);

    public DetectorPolicy {
        if (pane.compareTo(SHORTEST_PANE) < 0) {
            throw new IllegalArgumentException("pane must be at least " + SHORTEST_PANE + ", got " + pane);
        }
    }

    /** The policy for production: nothing in it belongs to one workload. */
    public static DetectorPolicy defaults() {
        return new DetectorPolicy(
                Duration.ofMinutes(1),
                8,
                0.12,
                0.25,
                0.5,
                0.05,
                0.10,
                2,
                0.6,
                2,
                0.5,
                0.8,
                10,
                8,
                0.25,
                2,
                3,
                0.1,
                83,
                2,
                15,
                FleetPolicy.defaults());
    }

    /** The same thresholds on another time base. */
    public DetectorPolicy withPane(Duration newPane) {
        return new DetectorPolicy(
                newPane,
                settlePanes,
                minGrowthOfHeadroom,
                newbornGrowthOfHeadroom,
                newbornGrowthUnlimited,
                slowGrowthOfHeadroom,
                minGrowthOfLevel,
                headroomLevels,
                news,
                breakaway,
                maxStepShare,
                fullShare,
                fullCollections,
                sparsePoints,
                sparseGrowthOfLevel,
                suspectLives,
                leakingLives,
                minShareLeaking,
                loneScore,
                firingPanes,
                calmPanes,
                fleet);
    }

    long paneMillis() {
        return pane.toMillis();
    }
}
