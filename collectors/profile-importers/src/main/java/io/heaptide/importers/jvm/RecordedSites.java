package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.recordings.CallPath;
import io.heaptide.recordings.EventReader;
import io.heaptide.recordings.LiveEstimate;
import io.heaptide.recordings.Survivor;
import io.heaptide.recordings.Tenure;
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

    private final EventReader reader;
    private final SiteTable sampled;
    private final SiteTable buffers;
    private final SiteTable sites;
    private final LiveSamples oldObjects = new LiveSamples(SAME_STAMP);
    private final LiveSamples liveObjects = new LiveSamples(STAMPED_ONE_BY_ONE);
    private final Tenure tenure = new Tenure();
    private final CollectedHeap heap;
    private final Optional<Instant> since;
    private long intervalBytes;
    private long bufferSamples;
    private boolean isSampled;

    /**
     * None yet.
     *
     * @param since what was allocated earlier does not count; empty if all of the heap counts
     */
    RecordedSites(ImportPolicy policy, Optional<Instant> since) {
        this.since = since;
        heap = new CollectedHeap(since.orElse(Instant.MIN));
        reader = new EventReader(policy.maxFrames());
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
            case "jdk.OldObjectSample" -> oldObjects.add(event.getStartTime(), () -> reader.survivor(event));
            case "profiler.LiveObject" -> liveObjects.add(event.getStartTime(), () -> liveObject(event));
            case "jdk.GCHeapSummary" -> heap.observe(event);
            case "jdk.ZYoungGarbageCollection" ->
                tenure.youngCollection(event.getLong("gcId"), event.getStartTime(), event.getInt("tenuringThreshold"));
            case "jdk.ZOldGarbageCollection" -> tenure.oldCollection(event.getLong("gcId"));
            case "jdk.ActiveSetting" -> setting(event);
            default -> {} // a recording holds a hundred other kinds of event
        }
    }

    /** Everything, once the last event was added. */
    List<Site> sites() {
        // both kinds of allocation event tell of the same bytes
        (isSampled ? sampled : buffers).sites().forEach(sites::add);
        if (liveObjects.isEmpty()) {
            List<Survivor> proven = counted(tenure.proven(oldObjects.newest()));
            survivors(proven, LiveEstimate.of(proven, since.isEmpty() ? heap.bytes() : heap.growthBytes()));
        } else {
            List<Survivor> tracked = counted(liveObjects.newest());
            survivors(tracked, LiveEstimate.every(intervalBytes, tracked));
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
        if (since.isPresent() && heap.lastBegan().isBefore(since.get())) {
            return Optional.of("no collection since " + since.get() + " tells what is still alive");
        }
        boolean dropped = !liveObjects.isEmpty() && bufferSamples > TRACKED_LIVE_OBJECTS;
        return dropped
                ? Optional.of("async-profiler tracks " + TRACKED_LIVE_OBJECTS + " live objects and sampled "
                        + bufferSamples + ": live bytes may be too low, a larger interval helps")
                : sampled.missing().or(buffers::missing).or(sites::missing);
    }

    /** In a short time much of what is listed was allocated after the last collection, which nothing proves alive. */
    private List<Survivor> counted(List<Survivor> listed) {
        return since.map(start -> listed.stream()
                        .filter(survivor -> !survivor.allocatedAt().isBefore(start)
                                && survivor.allocatedAt().isBefore(heap.lastBegan()))
                        .toList())
                .orElse(listed);
    }

    private void buffer(RecordedEvent event, long bytes) {
        long size = event.getLong("allocationSize");
        bufferSamples++;
        allocated(buffers, event, new Amount(bytes, size > 0 ? (double) bytes / size : 0));
    }

    private void allocated(SiteTable table, RecordedEvent event, Amount amount) {
        table.add(Site.exact(frames(reader.path(event)), reader.type(event), amount, Amount.NONE));
    }

    /** A survivor as async-profiler lists it. */
    private Survivor liveObject(RecordedEvent event) {
        return new Survivor(
                reader.path(event),
                reader.type(event),
                Math.max(0, event.getLong("allocationSize")),
                event.getInstant("allocationTime"));
    }

    private static List<Frame> frames(CallPath path) {
        return path.frames().stream().map(Frame::named).toList();
    }

    private void setting(RecordedEvent event) {
        String value = event.getString("value");
        if (ASYNC_PROFILER_INTERVAL.equals(event.getString("name")) && value.matches("\\d{1,18}")) {
            intervalBytes = Long.parseLong(value);
        }
    }

    private void survivors(List<Survivor> survivors, LiveEstimate estimate) {
        Map<Place, Survivors> places = new HashMap<>();
        survivors.forEach(survivor -> places.merge(
                new Place(survivor.path(), survivor.type()), Survivors.of(survivor, estimate), Survivors::plus));
        places.forEach((place, all) -> sites.add(new Site(
                frames(place.path()), place.type(), Amount.NONE, all.amount(), estimate.error(all.sampled()))));
    }

    private record Place(CallPath path, String type) {}

    private record Survivors(Amount amount, int sampled) {

        static Survivors of(Survivor survivor, LiveEstimate estimate) {
            return new Survivors(
                    new Amount(estimate.bytes(survivor), estimate.count(survivor)),
                    estimate.isSampled(survivor) ? 1 : 0);
        }

        Survivors plus(Survivors other) {
            return new Survivors(amount.plus(other.amount), sampled + other.sampled);
        }
    }
}
