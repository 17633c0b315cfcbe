package io.heaptide.topology;

import io.heaptide.core.DetectorPolicy;
import java.time.Duration;

/**
 * Everything the topology can be told.
 *
 * @param detector thresholds of detection, and the pane
 * @param partitions partitions of every topic that is keyed by service; must be what the topics really have
 * @param maxClockLead how far a reading may lie ahead of the time its record came; 5 minutes is what Kerberos lets
 *     clocks differ, and no more than a few panes, because one clock that is ahead hurries all others of its partition
 * @param settle after a pane's end, how long its stragglers are waited for before the service is summed up
 * @param quietAfter without a reading for this long, an instance's open pane is closed; long, because samples that a
 *     collector buffered during an outage must still find their pane open
 * @param evidenceMaxAge how long a partition's word counts for a service; how long an instance does, the core decides
 * @param absentAfter wall-clock time for which a partition that fell silent is waited for before a service is scored
 *     without its newest word
 * @param idleAfter without a reading for this long, an instance is forgotten
 * @param maxStateBytes memory for the state of all tasks of one process, as {@code StateMemory} counts it; what would
 *     begin beyond it is refused and counted, what is known goes on
 * @param topSites allocation sites named in a score
 */
public record TopologyConfig(
        DetectorPolicy detector,
        int partitions,
        Duration maxClockLead,
        Duration settle,
        Duration quietAfter,
        Duration evidenceMaxAge,
        Duration absentAfter,
        Duration idleAfter,
        long maxStateBytes,
        int topSites,
        PublishPolicy publish) {

    private static final long DEFAULT_STATE_BYTES = 1L << 30;
    private static final Duration KERBEROS_SKEW = Duration.ofMinutes(5);
    private static final Duration SHORTEST_ABSENCE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_QUIET = Duration.ofMinutes(2);

    public TopologyConfig {
        requireAtLeast("partitions", partitions, 1);
        requireAtLeast("maxStateBytes", maxStateBytes, 1);
        requireAtLeast("topSites", topSites, 0);
        requireLongerThan("maxClockLead", maxClockLead, Duration.ZERO);
        requireLongerThan("settle", settle, Duration.ZERO);
        requireLongerThan("quietAfter", quietAfter, maxClockLead.plus(detector.pane()));
        requireLongerThan("evidenceMaxAge", evidenceMaxAge, maxClockLead.plus(detector.pane()));
        requireLongerThan("absentAfter", absentAfter, detector.pane().plus(settle));
        requireLongerThan("idleAfter", idleAfter, quietAfter);
    }

    /** Defaults on the policy's pane. */
    public static TopologyConfig of(DetectorPolicy detector, int partitions) {
        Duration pane = detector.pane();
        Duration few = pane.multipliedBy(5);
        Duration lead = few.compareTo(KERBEROS_SKEW) <= 0 ? few : KERBEROS_SKEW;
        return new TopologyConfig(
                detector,
                partitions,
                lead,
                pane.dividedBy(2),
                lead.plus(longer(few, SHORTEST_QUIET)),
                pane.multipliedBy(30),
                longer(pane.multipliedBy(3), SHORTEST_ABSENCE),
                longer(pane.multipliedBy(60), Duration.ofHours(6)),
                DEFAULT_STATE_BYTES,
                5,
                new PublishPolicy(5, few));
    }

    /** The same with another bound on memory. */
    public TopologyConfig withMaxStateBytes(long bytes) {
        return new TopologyConfig(
                detector,
                partitions,
                maxClockLead,
                settle,
                quietAfter,
                evidenceMaxAge,
                absentAfter,
                idleAfter,
                bytes,
                topSites,
                publish);
    }

    /** The same with another idea of what is worth publishing. */
    public TopologyConfig withPublish(PublishPolicy policy) {
        return new TopologyConfig(
                detector,
                partitions,
                maxClockLead,
                settle,
                quietAfter,
                evidenceMaxAge,
                absentAfter,
                idleAfter,
                maxStateBytes,
                topSites,
                policy);
    }

    long paneMillis() {
        return detector.pane().toMillis();
    }

    /** The start of the pane that holds a time, which is the end of the pane before. */
    long paneStart(long atMillis) {
        return atMillis - Math.floorMod(atMillis, paneMillis());
    }

    /** A quarter of a pane: the step in which work that comes by itself is spread, and taken together. */
    long sliceMillis() {
        return Math.max(1, paneMillis() / 4);
    }

    /** The first end of a slice that is not before a time. */
    long sliceEnd(long atMillis) {
        return atMillis + Math.floorMod(-atMillis, sliceMillis());
    }

    /**
     * The latest event time that is believed.
     *
     * @param sentMillis when the record was sent, by the word of its producer or broker
     * @param wallMillis the clock of this machine: nothing that is here already was sent later
     */
    long latestBelievable(long sentMillis, long wallMillis) {
        return Math.min(sentMillis, wallMillis) + maxClockLead.toMillis();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("topology." + name + " must be at least " + least + ", got " + value);
        }
    }

    private static void requireLongerThan(String name, Duration value, Duration bound) {
        if (value.compareTo(bound) <= 0) {
            throw new IllegalArgumentException("topology." + name + " must be longer than " + bound + ", got " + value);
        }
    }
}
