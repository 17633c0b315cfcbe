package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The growth of one service's allocation sites over its recent snapshots: a within-instance slope for each site, decayed
 * so that a site that stopped growing fades. Mutable, bounded, for one thread.
 */
public final class SiteLedger {
    private static final int WITHOUT_ERRORS = 1;
    private static final int FORMAT = 2;

    /** Sites kept: beyond the largest few hundred no site explains a leak. */
    private static final int MAX_SITES = 256;

    /** Instances whose snapshots are told apart, the most recent ones. */
    private static final int MAX_INSTANCES = 16;

    private final Map<String, SiteTrack> tracks = new HashMap<>();
    private final SnapshotClock clock = new SnapshotClock(MAX_INSTANCES);

    /**
     * Takes a snapshot; one no newer than the instance's last changes nothing. One whose sites neither hold nor ever allocated
     * anything is where a trace begins that counts from there: no shrinkage, and the time since the last one is not watched.
     */
    public void add(AllocationSnapshot snapshot) {
        int instance = clock.slot(snapshot.instance(), snapshot.windowEndMillis());
        if (instance < 0) {
            return;
        }
        if (clock.isNew(instance)) {
            tracks.values().forEach(track -> track.forget(instance));
        }
        boolean begins = snapshot.sites().stream()
                .allMatch(reading -> reading.liveBytes() == 0 && reading.allocatedBytes() == 0);
        for (SiteReading reading : wholeSites(snapshot)) {
            SiteTrack track = tracks.computeIfAbsent(
                    reading.fingerprint(), key -> new SiteTrack(reading.site(), reading.type(), MAX_INSTANCES));
            if (begins) {
                track.forget(instance);
            }
            track.take(instance, snapshot.windowEndMillis(), reading);
        }
        trim();
    }

    /** A site may allocate several types, each a reading of its own. */
    private static Collection<SiteReading> wholeSites(AllocationSnapshot snapshot) {
        Map<String, SiteReading> sites = new LinkedHashMap<>();
        snapshot.sites().forEach(reading -> sites.merge(reading.fingerprint(), reading, SiteReading::plus));
        return sites.values();
    }

    private void trim() {
        while (tracks.size() > MAX_SITES) {
            String least = tracks.entrySet().stream()
                    .min(Comparator.comparingDouble((Map.Entry<String, SiteTrack> entry) ->
                                    entry.getValue().liveBytes())
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey();
            tracks.remove(least);
        }
    }

    /** The {@code k} sites that grow most, fastest first; sites that do not grow follow by their live bytes. */
    public List<SiteGrowth> top(int k, long atMillis) {
        Map<String, SiteTrack> speaking = speaking();
        double watched =
                speaking.values().stream().mapToDouble(SiteTrack::hours).max().orElse(0);
        double growth = 0;
        for (SiteTrack track : speaking.values()) {
            growth += Math.max(0, track.growthBytesPerHour(watched));
        }
        List<SiteGrowth> all = new ArrayList<>();
        for (Map.Entry<String, SiteTrack> entry : speaking.entrySet()) {
            all.add(entry.getValue().growth(entry.getKey(), watched, growth));
        }
        all.sort(Comparator.comparingDouble(SiteGrowth::growthBytesPerHour)
                .thenComparingDouble(SiteGrowth::liveBytes)
                .reversed()
                .thenComparing(SiteGrowth::fingerprint));
        return List.copyOf(all.subList(0, Math.min(k, all.size())));
    }

    /** A class histogram tells once more what sites hold: it speaks only where no site was watched. */
    private Map<String, SiteTrack> speaking() {
        Map<String, SiteTrack> places = new HashMap<>(tracks);
        places.values().removeIf(SiteTrack::isClass);
        boolean watched = places.values().stream().anyMatch(track -> track.steps() > 0);
        return watched ? places : tracks;
    }

    /** What all sites say together. */
    public SiteTestimony testimony(long atMillis) {
        List<SiteGrowth> sites = top(MAX_SITES, atMillis);
        double steps =
                speaking().values().stream().mapToDouble(SiteTrack::steps).max().orElse(0);
        return SiteTestimony.of(sites, steps);
    }

    /** Writes the versioned compact form. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        clock.writeTo(out);
        out.writeInt(tracks.size());
        for (Map.Entry<String, SiteTrack> entry : tracks.entrySet()) {
            out.writeUTF(entry.getKey());
            entry.getValue().writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static SiteLedger readFrom(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT && format != WITHOUT_ERRORS) {
            throw new IOException("format of site ledger must be at most " + FORMAT + ", got " + format);
        }
        SiteLedger ledger = new SiteLedger();
        ledger.clock.readInto(in);
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            ledger.tracks.put(in.readUTF(), SiteTrack.readFrom(in, MAX_INSTANCES, format == FORMAT));
        }
        return ledger;
    }
}
