package io.heaptide.signals;

import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a {@code heaptide.allocation_summary} event → {@link AllocationSummary}. */
final class AllocationSummaryReader {

    private static final int MAX_FRAMES = 128;

    private final MappingPolicy policy;

    AllocationSummaryReader(MappingPolicy policy) {
        this.policy = policy;
    }

    AllocationSummary read(InstanceRef instance, AnyValue value) throws UnusableRecord {
        Body body = Body.of(value);
        long start = body.millis("window_start_ms");
        long end = body.millis("window_end_ms");
        if (end < start) {
            throw new UnusableRecord("window_end_ms " + end + " is before window_start_ms " + start);
        }
        Map<SiteKey, AllocationSite> sites = new LinkedHashMap<>();
        boolean cut = sites(body.list("sites"), sites);
        return AllocationSummary.newBuilder()
                .setInstance(instance)
                .setSource(shortened(body.text("source")))
                .setWindowStartMs(start)
                .setWindowEndMs(end)
                .setIncomplete(cut || body.flag("incomplete"))
                .setSites(List.copyOf(sites.values()))
                .build();
    }

    /** Reads sites until the text budget is spent; tells whether some were left out. */
    private boolean sites(List<AnyValue> values, Map<SiteKey, AllocationSite> into) throws UnusableRecord {
        long budget = policy.maxSummaryChars();
        for (AnyValue value : values) {
            AllocationSite site = site(Body.of(value));
            budget -= chars(site);
            if (budget < 0) {
                return true;
            }
            into.merge(SiteKey.of(site), site, AllocationSummaryReader::sum);
        }
        return false;
    }

    private AllocationSite site(Body body) throws UnusableRecord {
        List<String> frames = body.list("frames").stream()
                .limit(MAX_FRAMES)
                .map(frame -> shortened(Attributes.text(frame)))
                .toList();
        String named = shortened(body.text("site"));
        if (named.isEmpty() && frames.isEmpty()) {
            throw new UnusableRecord("a site needs its name or its frames");
        }
        List<String> stack = frames.isEmpty() ? List.of(named) : frames;
        return AllocationSite.newBuilder()
                .setFingerprint(AllocationSiteFingerprint.of(stack))
                .setSite(named.isEmpty() ? stack.get(0) : named)
                .setType(shortened(body.text("type")))
                .setFrames(stack)
                .setAllocatedBytes(body.amount("allocated_bytes"))
                .setAllocatedCount(body.amount("allocated_count"))
                .setLiveBytes(body.amount("live_bytes"))
                .setLiveCount(body.amount("live_count"))
                .setLiveBytesError(body.amount("live_bytes_error"))
                .build();
    }

    /** What a site is told apart by downstream: stacks that differ only beyond the fingerprint's frames are one site. */
    private record SiteKey(String fingerprint, String type) {

        static SiteKey of(AllocationSite site) {
            return new SiteKey(site.getFingerprint(), site.getType());
        }
    }

    /** Independent samples: amounts add up, standard errors by their squares. */
    private static AllocationSite sum(AllocationSite a, AllocationSite b) {
        AllocationSite larger = a.getLiveBytes() >= b.getLiveBytes() ? a : b;
        return AllocationSite.newBuilder(larger)
                .setAllocatedBytes(a.getAllocatedBytes() + b.getAllocatedBytes())
                .setAllocatedCount(a.getAllocatedCount() + b.getAllocatedCount())
                .setLiveBytes(a.getLiveBytes() + b.getLiveBytes())
                .setLiveCount(a.getLiveCount() + b.getLiveCount())
                .setLiveBytesError(Math.hypot(a.getLiveBytesError(), b.getLiveBytesError()))
                .build();
    }

    private static long chars(AllocationSite site) {
        return site.getSite().length()
                + site.getType().length()
                + site.getFrames().stream().mapToLong(String::length).sum();
    }

    private String shortened(String text) {
        return text.length() <= policy.maxIdentityChars() ? text : text.substring(0, policy.maxIdentityChars());
    }
}
