package io.heaptide.importers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sites of one profile while it is read: equal stacks are one, and only the largest are kept. */
public final class SiteTable {

    /** How far it grows over its bound before the small ones go, so that not every new stack costs a search. */
    private static final int SLACK = 2;

    private static final Comparator<Site> LARGEST_FIRST = Comparator.comparingDouble(
                    (Site site) -> site.live().bytes())
            .thenComparingDouble(site -> site.allocated().bytes())
            .reversed();

    private record Key(List<Frame> frames, String type) {}

    private final ImportPolicy policy;
    private final Map<Key, Site> sites = new LinkedHashMap<>();
    private boolean overflowed;

    public SiteTable(ImportPolicy policy) {
        this.policy = policy;
    }

    /** Adds to the site of the same frames and type. */
    public void add(Site site) {
        Site kept = site.frames().size() <= policy.maxFrames()
                ? site
                : site.withFrames(site.frames().subList(0, policy.maxFrames()));
        sites.merge(new Key(kept.frames(), kept.type()), kept, Site::plus);
        if (sites.size() >= (long) SLACK * policy.maxSites()) {
            trim();
        }
    }

    /** All of them, the largest first. */
    public List<Site> sites() {
        trim();
        return sites.values().stream().sorted(LARGEST_FIRST).toList();
    }

    /** Why sites are missing, if some are. */
    public Optional<String> missing() {
        return overflowed
                ? Optional.of("only the largest " + policy.maxSites() + " sites were kept")
                : Optional.empty();
    }

    private void trim() {
        if (sites.size() > policy.maxSites()) {
            List<Site> largest = sites.values().stream()
                    .sorted(LARGEST_FIRST)
                    .limit(policy.maxSites())
                    .toList();
            sites.clear();
            largest.forEach(site -> sites.put(new Key(site.frames(), site.type()), site));
            overflowed = true;
        }
    }
}
