package io.heaptide.core;

import java.util.List;

/**
 * The allocation sites of one instance at one time, as one tool told them.
 *
 * @param instance tells the instances of a service apart, and the tools that look into one
 * @param windowEndMillis the time at which live bytes hold, epoch milliseconds
 */
public record AllocationSnapshot(String instance, long windowEndMillis, List<SiteReading> sites) {
    public AllocationSnapshot {
        sites = List.copyOf(sites);
    }
}
