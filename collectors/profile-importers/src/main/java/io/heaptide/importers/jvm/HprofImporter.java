package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shark.CloseableHeapGraph;
import shark.FileSourceProvider;
import shark.HprofIndex;

/**
 * Heap dumps of the JVM: objects by type and, where memory accumulates, by the fields that keep them alive. Of a dump
 * that was cut, or that is too large for this JVM, the types alone.
 */
final class HprofImporter implements ProfileImporter {

    /** What is left to the importer of the heap that this JVM may still take. */
    private static final double SPARE = 0.8;

    @Override
    public String format() {
        return "hprof";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith("JAVA PROFILE 1.0");
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        Path file = source.file();
        HprofScan scan = HprofScan.of(file, policy);
        Optional<String> tooLarge = scan.missing().isPresent() ? scan.missing() : shortOfMemory(scan);
        SiteTable sites = new SiteTable(policy);
        Optional<String> missing = tooLarge.isPresent() ? tooLarge : analyse(file, scan, sites, policy);
        if (missing.isPresent()) {
            scan.types().forEach((type, amount) -> sites.add(Site.exact(List.of(), type, Amount.NONE, amount)));
        }
        List<Site> found = sites.sites();
        if (found.isEmpty()) { // every JVM holds objects: the damage is where all else hangs on
            throw new BadProfile("no object: " + missing.orElse("nothing in the dump can be reached"));
        }
        return new HeapProfile(
                format(),
                Optional.of(Instant.ofEpochMilli(scan.header().getHeapDumpTimestamp())),
                found,
                missing.map(why -> why + "; only types are told, without what keeps them")
                        .or(sites::missing));
    }

    private static Optional<String> shortOfMemory(HprofScan scan) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        long needed = ReachableHeap.neededBytes(scan.objects(), scan.references());
        return needed <= SPARE * free
                ? Optional.empty()
                : Optional.of(String.format(
                        "%d objects need about %d MB of this JVM's heap, free are %d MB",
                        scan.objects(), needed >> 20, free >> 20));
    }

    /** Adds the dump's sites; tells why it could not. */
    private static Optional<String> analyse(Path file, HprofScan scan, SiteTable sites, ImportPolicy policy) {
        try (CloseableHeapGraph graph = index(file, scan).openHeapGraph()) {
            HeapAnalysis.sites(graph, scan.layout(), policy).sites().forEach(sites::add);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException damaged) {
            return Optional.of("the dump contradicts itself: " + damaged); // Shark finds out while reading
        }
    }

    /** Kotlin declares no exceptions. */
    static HprofIndex index(Path file, HprofScan scan) throws IOException {
        return HprofIndex.Companion.indexRecordsOf(
                new FileSourceProvider(file.toFile()),
                scan.header(),
                null,
                HprofIndex.Companion.defaultIndexedGcRootTags());
    }
}
