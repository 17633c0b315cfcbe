package io.heaptide.agent.allocation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Adds up one site. */
final class SiteTally {

    private final Map<String, double[]> bytesByType = new HashMap<>();
    private double allocatedBytes;
    private double liveBytes;
    private double liveCount;
    private int sampledSurvivors;

    void add(Allocation allocation) {
        allocatedBytes += allocation.bytes();
        ofType(allocation.type())[1] += allocation.bytes();
    }

    void add(Survivor survivor, LiveEstimate estimate) {
        double bytes = estimate.bytes(survivor);
        liveBytes += bytes;
        liveCount += estimate.count(survivor);
        sampledSurvivors += estimate.isSampled(survivor) ? 1 : 0;
        ofType(survivor.type())[0] += bytes;
    }

    AllocationSite site(CallPath path, LiveEstimate estimate) {
        return new AllocationSite(
                path.site(),
                mainType(),
                path.frames(),
                allocatedBytes,
                0,
                liveBytes,
                liveCount,
                estimate.error(sampledSurvivors));
    }

    private double[] ofType(String type) {
        return bytesByType.computeIfAbsent(type, unseen -> new double[2]);
    }

    /** The type with most live bytes, then most allocated ones, then the first by name. */
    private String mainType() {
        Comparator<Map.Entry<String, double[]>> byLive = Comparator.comparingDouble(entry -> entry.getValue()[0]);
        return bytesByType.entrySet().stream()
                .max(byLive.thenComparingDouble(entry -> entry.getValue()[1])
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
