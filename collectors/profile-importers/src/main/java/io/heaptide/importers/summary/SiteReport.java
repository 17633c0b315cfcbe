package io.heaptide.importers.summary;

import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile's sites by fingerprint and type.
 *
 * @param format of the profile
 * @param takenAt when the live amounts held, if the profile says
 * @param sites those that hold most first
 * @param missing why it is only a part; empty if it is whole
 */
public record SiteReport(String format, Optional<Instant> takenAt, List<KnownSite> sites, Optional<String> missing) {

    private static final Comparator<KnownSite> LARGEST_FIRST = Comparator.comparingDouble(
                    (KnownSite known) -> known.site().live().bytes())
            .thenComparingDouble(known -> known.site().allocated().bytes())
            .reversed()
            .thenComparing(KnownSite::fingerprint)
            .thenComparing(known -> known.site().type());

    /** What tells sites apart downstream, too. */
    record Key(String fingerprint, String type) {

        static Key of(KnownSite known) {
            return new Key(known.fingerprint(), known.site().type());
        }
    }

    public SiteReport {
        sites = List.copyOf(sites);
    }

    /** Adds up the stacks that are one site. */
    public static SiteReport of(HeapProfile profile) {
        Map<Key, KnownSite> sites = new LinkedHashMap<>();
        for (Site site : profile.sites()) {
            KnownSite known = KnownSite.of(site);
            sites.merge(Key.of(known), known, KnownSite::plus);
        }
        return new SiteReport(
                profile.format(),
                profile.takenAt(),
                sites.values().stream().sorted(LARGEST_FIRST).toList(),
                profile.missing());
    }

    /** Live bytes of all sites. */
    public double liveBytes() {
        return sites.stream().mapToDouble(known -> known.site().live().bytes()).sum();
    }
}
