package io.heaptide.agent.allocation;

import io.heaptide.recordings.CallPath;
import io.heaptide.recordings.LiveEstimate;
import io.heaptide.recordings.Survivor;

/** Adds up what one type of object does at one site. */
final class SiteTally {

    /**
     * What is added up apart: a site that allocates two types would otherwise change its type whenever the larger share
     * changes hands.
     */
    record Key(CallPath path, String type) {}

    private double allocatedBytes;
    private double liveBytes;
    private double liveCount;
    private int sampledSurvivors;

    void add(Allocation allocation) {
        allocatedBytes += allocation.bytes();
    }

    void add(Survivor survivor, LiveEstimate estimate) {
        liveBytes += estimate.bytes(survivor);
        liveCount += estimate.count(survivor);
        sampledSurvivors += estimate.isSampled(survivor) ? 1 : 0;
    }

    AllocationSite site(Key key, LiveEstimate estimate) {
        return new AllocationSite(
                key.path().site(),
                key.type(),
                key.path().frames(),
                allocatedBytes,
                0,
                liveBytes,
                liveCount,
                estimate.error(sampledSurvivors));
    }
}
