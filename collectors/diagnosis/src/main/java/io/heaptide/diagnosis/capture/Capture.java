package io.heaptide.diagnosis.capture;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Site;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.summary.Summaries;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.publish.SignalSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What was found in a process: snapshots in order of time, each of which tells every site, so that one that has gone counts
 * as shrunk.
 *
 * @param tool that looked
 * @param snapshots at least one
 */
public record Capture(String tool, List<Snapshot> snapshots) {

    /** Above the publisher's own time-out, which says more. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Capture {
        if (snapshots.isEmpty()) {
            throw new IllegalArgumentException("a capture needs a snapshot");
        }
        snapshots = List.copyOf(snapshots);
    }

    /** Of snapshots that tell all that lives. */
    static Capture ofWhole(String tool, List<Snapshot> snapshots) {
        return new Capture(tool, completed(snapshots));
    }

    /**
     * Of snapshots that tell what was allocated since an instant and lives: then, nothing of it did. Their source is one of its
     * own, because they are not to be compared with what tells all that lives.
     */
    static Capture since(Instant start, String tool, List<Snapshot> snapshots) {
        List<Snapshot> all = new ArrayList<>();
        String source = snapshots.get(0).report().format() + "-trace";
        all.add(new Snapshot(new SiteReport(source, Optional.of(start), List.of(), Optional.empty()), start));
        for (Snapshot snapshot : snapshots) {
            SiteReport report = snapshot.report();
            all.add(new Snapshot(
                    new SiteReport(source, report.takenAt(), report.sites(), report.missing()), snapshot.at()));
        }
        return ofWhole(tool, all);
    }

    /** Publishes every snapshot, and waits until Kafka has them. */
    void publish(InstanceRef instance, SignalSink sink) throws CaptureFailed, InterruptedException {
        CompletableFuture<?>[] published = snapshots.stream()
                .map(snapshot -> sink.summary(Summaries.of(snapshot.report(), instance, snapshot.at())))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(published).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException lost) {
            throw new CaptureFailed("captured, but Kafka does not have it: " + lost, lost);
        }
    }

    /** What it found, in one line for people. */
    String told() {
        Instant first = snapshots.get(0).at();
        Duration watched =
                Duration.between(first, snapshots.get(snapshots.size() - 1).at());
        if (snapshots.size() == 1) {
            return String.format(
                    Locale.ROOT,
                    "%.1f MiB live, by %s",
                    mebibytes(snapshots.get(0).report().liveBytes()),
                    tool);
        }
        return mostGrown()
                .map(grown -> String.format(
                        Locale.ROOT,
                        "%s grew by %.1f MiB in %d s, by %s",
                        grown.getKey().name(),
                        mebibytes(grown.getValue()),
                        watched.toSeconds(),
                        tool))
                .orElse("nothing grew in " + watched.toSeconds() + " s, by " + tool);
    }

    private static double mebibytes(double bytes) {
        return bytes / (1 << 20);
    }

    /** What grew most from the first snapshot to the last, with its growth in bytes; empty if nothing grew. */
    public Optional<Map.Entry<KnownSite, Double>> mostGrown() {
        Map<String, Double> first = new LinkedHashMap<>();
        snapshots.get(0).report().sites().forEach(site -> first.put(key(site), liveBytes(site)));
        return snapshots.get(snapshots.size() - 1).report().sites().stream()
                .map(site -> Map.entry(site, liveBytes(site) - first.getOrDefault(key(site), 0.0)))
                .filter(grown -> grown.getValue() > 0)
                .max(Map.Entry.comparingByValue());
    }

    private static List<Snapshot> completed(List<Snapshot> snapshots) {
        Map<String, KnownSite> everywhere = new LinkedHashMap<>();
        snapshots.forEach(snapshot -> snapshot.report().sites().forEach(site -> everywhere.put(key(site), site)));
        return snapshots.stream()
                .map(snapshot -> completed(snapshot, everywhere))
                .toList();
    }

    private static Snapshot completed(Snapshot snapshot, Map<String, KnownSite> everywhere) {
        SiteReport report = snapshot.report();
        Map<String, KnownSite> absent = new LinkedHashMap<>(everywhere);
        report.sites().forEach(site -> absent.remove(key(site)));
        List<KnownSite> sites = new ArrayList<>(report.sites());
        absent.values().forEach(site -> sites.add(emptied(site)));
        return new Snapshot(new SiteReport(report.format(), report.takenAt(), sites, report.missing()), snapshot.at());
    }

    private static KnownSite emptied(KnownSite known) {
        Site site = known.site();
        return new KnownSite(
                known.fingerprint(),
                known.name(),
                known.frames(),
                Site.exact(site.frames(), site.type(), Amount.NONE, Amount.NONE));
    }

    private static double liveBytes(KnownSite site) {
        return site.site().live().bytes();
    }

    private static String key(KnownSite site) {
        return site.fingerprint() + '\0' + site.site().type();
    }
}
