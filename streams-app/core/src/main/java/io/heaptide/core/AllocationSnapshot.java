package io.heaptide.core;

import java.util.List;

/**
 * The allocation sites of one instance at one time.
 *
 * @param instance the instance's id within its service
 * @param windowEndMillis the time at which live bytes hold, epoch milliseconds
 */
public record AllocationSnapshot(String instance, long windowEndMillis, List<SiteReading> sites) {
    public AllocationSnapshot {
        sites = List.copyOf(sites);
    }
}
