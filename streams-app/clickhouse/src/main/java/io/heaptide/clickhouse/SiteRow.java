package io.heaptide.clickhouse;

import static io.heaptide.clickhouse.Column.flag;
import static io.heaptide.clickhouse.Column.float64;
import static io.heaptide.clickhouse.Column.list;
import static io.heaptide.clickhouse.Column.text;
import static io.heaptide.clickhouse.Column.time;

import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One site of one snapshot.
 *
 * @param summary the snapshot
 * @param site the site, its numbers already summed over every entry of the snapshot with the same identity
 */
record SiteRow(AllocationSummary summary, AllocationSite site) {

    static final List<Column<SiteRow>> COLUMNS = List.of(
            text("source", row -> row.summary.getSource()),
            time("window_start", row -> row.summary.getWindowStartMs()),
            time("window_end", row -> row.summary.getWindowEndMs()),
            flag("incomplete", row -> row.summary.getIncomplete()),
            text("fingerprint", row -> row.site.getFingerprint()),
            text("site", row -> row.site.getSite()),
            text("type", row -> row.site.getType()),
            list("frames", row -> row.site.getFrames(), RowOutput::text),
            float64("allocated_bytes", row -> row.site.getAllocatedBytes()),
            float64("allocated_count", row -> row.site.getAllocatedCount()),
            float64("live_bytes", row -> row.site.getLiveBytes()),
            float64("live_count", row -> row.site.getLiveCount()),
            float64("live_bytes_error", row -> row.site.getLiveBytesError()));

    /** What tells two sites of one snapshot apart, as the table's key does. */
    private record Identity(String fingerprint, String type) {}

    InstanceRef instance() {
        return summary.getInstance();
    }

    static void forEach(AllocationSummary summary, TableMapping.RowSink<SiteRow> sink) throws IOException {
        Map<Identity, AllocationSite> sites = new LinkedHashMap<>();
        for (AllocationSite site : summary.getSites()) {
            sites.merge(new Identity(site.getFingerprint(), site.getType()), site, SiteRow::sum);
        }
        for (AllocationSite site : sites.values()) {
            sink.accept(new SiteRow(summary, site));
        }
    }

    /** Entries with the same identity would replace each other in the table, and their bytes be lost. */
    private static AllocationSite sum(AllocationSite a, AllocationSite b) {
        return AllocationSite.newBuilder(a)
                .setAllocatedBytes(a.getAllocatedBytes() + b.getAllocatedBytes())
                .setAllocatedCount(a.getAllocatedCount() + b.getAllocatedCount())
                .setLiveBytes(a.getLiveBytes() + b.getLiveBytes())
                .setLiveCount(a.getLiveCount() + b.getLiveCount())
                .setLiveBytesError(Math.hypot(a.getLiveBytesError(), b.getLiveBytesError()))
                .build();
    }
}
