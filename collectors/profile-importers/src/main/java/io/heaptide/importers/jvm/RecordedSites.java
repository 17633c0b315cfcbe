package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;

/** Adds up one recording's events by site: allocations as they come, survivors at the end. */
final class RecordedSites {

    private static final String ASYNC_PROFILER_INTERVAL = "alloc";

    /** async-profiler tracks no more at a time and drops the others. */
    private static final int TRACKED_LIVE_OBJECTS = 1024;

    /** The JVM stamps a listing once; read from two chunks it differs by rounding. */
    private static final Duration SAME_STAMP = Duration.ofMillis(1);

    /** async-profiler stamps each sample while it lists a thousand of them; its dumps are minutes apart. */
    private static final Duration STAMPED_ONE_BY_ONE = Duration.ofSeconds(1);

    private final EventReader reader = new EventReader();
    private final SiteTable sampled;
    private final SiteTable buffers;
    private final SiteTable sites;
    private final LiveSamples oldObjects = new LiveSamples(SAME_STAMP);
    private final LiveSamples liveObjects = new LiveSamples(STAMPED_ONE_BY_ONE);
    private final Tenure tenure = new Tenure();
    private Instant heapKnownAt = Instant.MIN;
    private double heapBytes;
    private long intervalBytes;
    private long bufferSamples;
    private boolean isSampled;

    RecordedSites(ImportPolicy policy) {
        sampled = new SiteTable(policy);
        buffers = new SiteTable(policy);
        sites = new SiteTable(policy);
    }

    void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ObjectAllocationSample" -> {
                isSampled = true;
                allocated(sampled, event, new Amount(event.getLong("weight"), 0));
            }
            case "jdk.ObjectAllocationInNewTLAB" -> buffer(event, event.getLong("tlabSize"));
            case "jdk.ObjectAllocationOutsideTLAB" -> buffer(event, event.getLong("allocationSize"));
            case "jdk.OldObjectSample" -> oldObjects.add(event.getStartTime(), () -> reader.oldObject(event));
            case "profiler.LiveObject" -> liveObjects.add(event.getStartTime(), () -> reader.liveObject(event));
            case "jdk.GCHeapSummary" -> heapSummary(event);
            case "jdk.ZYoungGarbageCollection" ->
                tenure.young(event.getLong("gcId"), event.getStartTime(), event.getInt("tenuringThreshold"));
            case "jdk.ZOldGarbageCollection" -> tenure.old(event.getLong("gcId"), event.getStartTime());
            case "jdk.ActiveSetting" -> setting(event);
            default -> {} // a recording holds a hundred other kinds of event
        }
    }

    /** Everything, once the last event was added. */
    List<Site> sites() {
        // both kinds of allocation event tell of the same bytes
        (isSampled ? sampled : buffers).sites().forEach(sites::add);
        if (liveObjects.isEmpty()) {
            List<LiveSamples.Sample> proven = proven();
            survivors(proven, LiveEstimate.of(proven, heapBytes));
        } else {
            survivors(liveObjects.newest(), LiveEstimate.every(intervalBytes, liveObjects.newest()));
        }
        return sites.sites();
    }

    /** When the live amounts held. */
    Optional<Instant> listedAt() {
        LiveSamples listed = liveObjects.isEmpty() ? oldObjects : liveObjects;
        return listed.isEmpty() ? Optional.empty() : Optional.of(listed.listedAt());
    }

    /** Why amounts are too low, if they may be. */
    Optional<String> missing() {
        boolean dropped = !liveObjects.isEmpty() && bufferSamples > TRACKED_LIVE_OBJECTS;
        return dropped
                ? Optional.of("async-profiler tracks " + TRACKED_LIVE_OBJECTS + " live objects and sampled "
                        + bufferSamples + ": live bytes may be too low, a larger interval helps")
                : sampled.missing().or(buffers::missing).or(sites::missing);
    }

    private void buffer(RecordedEvent event, long bytes) {
        long size = event.getLong("allocationSize");
        bufferSamples++;
        allocated(buffers, event, new Amount(bytes, size > 0 ? (double) bytes / size : 0));
    }

    private void allocated(SiteTable table, RecordedEvent event, Amount amount) {
        table.add(Site.exact(reader.frames(event), reader.type(event), amount, Amount.NONE));
    }

    private void heapSummary(RecordedEvent event) {
        if ("After GC".equals(event.getString("when")) && event.getStartTime().isAfter(heapKnownAt)) {
            heapKnownAt = event.getStartTime();
            heapBytes = event.getLong("heapUsed");
        }
    }

    private void setting(RecordedEvent event) {
        String value = event.getString("value");
        if (ASYNC_PROFILER_INTERVAL.equals(event.getString("name")) && value.matches("\\d{1,18}")) {
            intervalBytes = Long.parseLong(value);
        }
    }

    private List<LiveSamples.Sample> proven() {
        return tenure.provenBefore()
                .map(limit -> oldObjects.newest().stream()
                        .filter(sample -> sample.allocatedAt().isBefore(limit))
                        .toList())
                .orElse(oldObjects.newest());
    }

    private void survivors(List<LiveSamples.Sample> samples, LiveEstimate estimate) {
        Map<Place, Survivors> places = new HashMap<>();
        samples.forEach(sample -> places.merge(
                new Place(sample.frames(), sample.type()), Survivors.of(sample, estimate), Survivors::plus));
        places.forEach((place, all) -> sites.add(
                new Site(place.frames(), place.type(), Amount.NONE, all.amount(), estimate.error(all.sampled()))));
    }

    private record Place(List<Frame> frames, String type) {}

    private record Survivors(Amount amount, int sampled) {

        static Survivors of(LiveSamples.Sample sample, LiveEstimate estimate) {
            return new Survivors(
                    new Amount(estimate.bytes(sample), estimate.count(sample)), estimate.isSampled(sample) ? 1 : 0);
        }

        Survivors plus(Survivors other) {
            return new Survivors(amount.plus(other.amount), sampled + other.sampled);
        }
    }
}
