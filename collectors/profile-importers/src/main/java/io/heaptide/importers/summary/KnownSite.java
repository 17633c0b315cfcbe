package io.heaptide.importers.summary;

import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.util.List;

/**
 * A site by its fingerprint.
 *
 * @param fingerprint the same in every tool and build
 * @param name the blamed frame, readable
 * @param frames innermost first, readable
 * @param site with its amounts
 */
public record KnownSite(String fingerprint, String name, List<String> frames, Site site) {

    static KnownSite of(Site site) {
        List<String> frames = site.frames().isEmpty()
                ? List.of(site.type())
                : site.frames().stream().map(Frame::text).toList();
        return new KnownSite(
                AllocationSiteFingerprint.of(frames),
                frames.get(AllocationSiteFingerprint.blamed(frames)),
                frames,
                site);
    }

    /** Both together, shown as the larger of the two. */
    KnownSite plus(KnownSite other) {
        boolean larger = other.site.live().bytes() > site.live().bytes();
        KnownSite shown = larger ? other : this;
        return new KnownSite(fingerprint, shown.name, shown.frames, shown.site.plus(larger ? site : other.site));
    }
}
