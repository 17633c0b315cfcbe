package io.heaptide.node;

import java.time.Duration;

/**
 * How often is looked at what.
 *
 * @param tick how often the agent wakes: the young are read, and what has come and gone is noticed
 * @param interval between readings of what has settled; the detector's panes are six times as long
 * @param youth for how long a life is young: a pod of a minute leaves sixty readings, not six
 * @param detailInterval between readings of limits, requests and the kernel's share, which change seldom
 * @param proportionalInterval between readings of proportional memory, for which the kernel walks page tables
 * @param walkInterval between walks of the whole tree, for notifications that were lost
 * @param minProcessBytes processes outside of any service that are smaller are left out: shells, agents of the system
 * @param maxGroups groups that are watched on one machine
 * @param maxProcesses processes that are read of one group
 */
record SamplingPolicy(
        Duration tick,
        Duration interval,
        Duration youth,
        Duration detailInterval,
        Duration proportionalInterval,
        Duration walkInterval,
        long minProcessBytes,
        int maxGroups,
        int maxProcesses) {

    private static final long MIB = 1 << 20;

    SamplingPolicy {
        if (tick.toMillis() < 100 || tick.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_NODE_YOUNG_INTERVAL must be in [100ms, HEAPTIDE_NODE_INTERVAL], got " + tick);
        }
        if (interval.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("HEAPTIDE_NODE_INTERVAL must be at most 5m, got " + interval);
        }
        if (proportionalInterval.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_NODE_PSS_INTERVAL must be at least HEAPTIDE_NODE_INTERVAL, got " + proportionalInterval);
        }
    }

    /** What production uses. */
    static SamplingPolicy defaults() {
        return new SamplingPolicy(
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                8 * MIB,
                10_000,
                512);
    }

    /** The same with other intervals; see {@link NodeConfig} for their keys. */
    SamplingPolicy with(Duration newTick, Duration newInterval, Duration newProportionalInterval) {
        return new SamplingPolicy(
                newTick,
                newInterval,
                youth,
                detailInterval,
                newProportionalInterval,
                walkInterval,
                minProcessBytes,
                maxGroups,
                maxProcesses);
    }

    /** The next of the moments, the same for all, at which everything that has settled is read: one record carries it then. */
    long nextCommonMillis(long nowMillis) {
        long step = interval.toMillis();
        return Math.floorDiv(nowMillis, step) * step + step;
    }
}
