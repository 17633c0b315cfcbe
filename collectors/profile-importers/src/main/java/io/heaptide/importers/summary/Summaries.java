package io.heaptide.importers.summary;

import io.heaptide.importers.Site;
import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns a report into the record that the pipeline reads. */
public final class Summaries {

    /** Beyond these no site explains a leak; downstream keeps fewer. */
    private static final int MAX_SITES = 2_000;

    /** Of all names and frames, far below what the topic accepts in one record. */
    private static final long MAX_TEXT_CHARS = 1L << 20;

    /** Of one name; C++ goes far beyond it, and tells no more. */
    private static final int MAX_NAME_CHARS = 512;

    private Summaries() {}

    /** The largest sites of a report, as of one instance at one instant. */
    public static AllocationSummary of(SiteReport report, InstanceRef instance, Instant at) {
        List<AllocationSite> sites = new ArrayList<>();
        long chars = 0;
        for (KnownSite known : report.sites()) {
            AllocationSite site = site(known);
            chars += site.getSite().length()
                    + site.getFrames().stream().mapToLong(String::length).sum();
            if (sites.size() == MAX_SITES || chars > MAX_TEXT_CHARS) {
                break;
            }
            sites.add(site);
        }
        return AllocationSummary.newBuilder()
                .setInstance(instance)
                .setSource(report.format())
                .setWindowStartMs(at.toEpochMilli()) // since when it allocated, no profile says
                .setWindowEndMs(at.toEpochMilli())
                .setIncomplete(report.missing().isPresent()
                        || sites.size() < report.sites().size())
                .setSites(sites)
                .build();
    }

    private static AllocationSite site(KnownSite known) {
        Site site = known.site();
        return AllocationSite.newBuilder()
                .setFingerprint(known.fingerprint())
                .setSite(shortened(known.name()))
                .setType(shortened(site.type()))
                .setFrames(known.frames().stream().map(Summaries::shortened).toList())
                .setAllocatedBytes(site.allocated().bytes())
                .setAllocatedCount(site.allocated().count())
                .setLiveBytes(site.live().bytes())
                .setLiveCount(site.live().count())
                .setLiveBytesError(site.liveBytesError())
                .build();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_NAME_CHARS ? text : text.substring(0, MAX_NAME_CHARS);
    }
}
