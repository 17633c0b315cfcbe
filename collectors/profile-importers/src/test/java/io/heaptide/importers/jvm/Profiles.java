package io.heaptide.importers.jvm;

import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Reads profiles for tests, and asks them questions. */
final class Profiles {

    private Profiles() {}

    static HeapProfile read(ProfileImporter importer, Path file) throws IOException {
        try (ProfileSource source = ProfileSource.of(file, ImportPolicy.defaults())) {
            return importer.read(source, ImportPolicy.defaults());
        }
    }

    static HeapProfile read(ProfileImporter importer, byte[] bytes) throws IOException {
        try (ProfileSource source = ProfileSource.of(new ByteArrayInputStream(bytes), ImportPolicy.defaults())) {
            return importer.read(source, ImportPolicy.defaults());
        }
    }

    static double liveBytes(HeapProfile profile, Predicate<Site> which) {
        return profile.sites().stream()
                .filter(which)
                .mapToDouble(site -> site.live().bytes())
                .sum();
    }

    static double liveCount(HeapProfile profile, Predicate<Site> which) {
        return profile.sites().stream()
                .filter(which)
                .mapToDouble(site -> site.live().count())
                .sum();
    }

    static double allocatedBytes(HeapProfile profile) {
        return profile.sites().stream()
                .mapToDouble(site -> site.allocated().bytes())
                .sum();
    }

    static boolean isLeak(Site site) {
        return !site.frames().isEmpty() && site.frames().get(0).function().equals(LeakingShop.class.getName() + ".put");
    }

    static String fingerprint(Site site) {
        return AllocationSiteFingerprint.of(
                site.frames().stream().map(Frame::text).toList());
    }

    static List<String> leakFingerprints(HeapProfile profile) {
        return profile.sites().stream()
                .filter(Profiles::isLeak)
                .map(Profiles::fingerprint)
                .distinct()
                .toList();
    }
}
