package io.heaptide.agent.allocation;

import io.heaptide.recordings.CallPath;
import io.heaptide.recordings.LiveEstimate;
import io.heaptide.recordings.Survivor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sites that matter in one window.
 *
 * @param windowStart first instant of the allocations
 * @param windowEnd first instant after them, at which the live bytes hold
 * @param incomplete whether sites were left out
 * @param sites one for each type of object at each call path, the most important first
 */
public record AllocationSummary(
        Instant windowStart, Instant windowEnd, boolean incomplete, List<AllocationSite> sites) {

    /** What the record costs around its sites. */
    private static final int ENVELOPE_BYTES = 256;

    public AllocationSummary {
        sites = List.copyOf(sites);
    }

    static AllocationSummary of(AllocationWindow window, SummaryPolicy policy) {
        List<AllocationSite> all = sites(window);
        List<AllocationSite> kept = new ArrayList<>();
        int bytes = ENVELOPE_BYTES;
        for (AllocationSite site : all) {
            bytes += site.encodedBytes();
            if (kept.size() == policy.maxSites() || bytes > policy.budgetBytes()) {
                break;
            }
            kept.add(site);
        }
        return new AllocationSummary(window.start(), window.end(), kept.size() < all.size(), kept);
    }

    private static List<AllocationSite> sites(AllocationWindow window) {
        LiveEstimate estimate = LiveEstimate.of(window.survivors(), window.liveHeapBytes());
        Map<SiteTally.Key, SiteTally> tallies = new LinkedHashMap<>();
        for (Allocation allocation : window.allocations()) {
            tally(tallies, allocation.path(), allocation.type()).add(allocation);
        }
        for (Survivor survivor : window.survivors()) {
            tally(tallies, survivor.path(), survivor.type()).add(survivor, estimate);
        }
        List<AllocationSite> sites = new ArrayList<>(tallies.size());
        tallies.forEach((key, tally) -> sites.add(tally.site(key, estimate)));
        sites.sort(importance(sites));
        return sites;
    }

    private static SiteTally tally(Map<SiteTally.Key, SiteTally> tallies, CallPath path, String type) {
        return tallies.computeIfAbsent(new SiteTally.Key(path, type), unseen -> new SiteTally());
    }

    /** Share of live plus share of allocated bytes: garbage is plentiful, and plain bytes would crowd a leak out. */
    private static Comparator<AllocationSite> importance(List<AllocationSite> sites) {
        double live = Math.max(
                1, sites.stream().mapToDouble(AllocationSite::liveBytes).sum());
        double allocated = Math.max(
                1, sites.stream().mapToDouble(AllocationSite::allocatedBytes).sum());
        return Comparator.comparingDouble(
                        (AllocationSite site) -> -(site.liveBytes() / live + site.allocatedBytes() / allocated))
                .thenComparing(site -> String.join("\n", site.frames()))
                .thenComparing(AllocationSite::type);
    }
}
