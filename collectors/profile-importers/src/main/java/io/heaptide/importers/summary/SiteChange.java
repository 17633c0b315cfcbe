package io.heaptide.importers.summary;

import io.heaptide.importers.Amount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One site in two profiles.
 *
 * @param site as the newer profile has it; as the older one if it is gone
 * @param before live in the older profile
 * @param after live in the newer profile
 * @param bytesError standard error of the growth in bytes
 */
public record SiteChange(KnownSite site, Amount before, Amount after, double bytesError) {

    private static final Comparator<SiteChange> MOST_GROWN_FIRST = Comparator.comparingDouble(SiteChange::grownBytes)
            .reversed()
            .thenComparing(change -> change.site().fingerprint())
            .thenComparing(change -> change.site().site().type());

    /** More live bytes than before; negative if less. */
    public double grownBytes() {
        return after.bytes() - before.bytes();
    }

    /** More live objects than before; negative if less. */
    public double grownCount() {
        return after.count() - before.count();
    }

    /** Each site of either profile, the one that grew most first. */
    public static List<SiteChange> between(SiteReport older, SiteReport newer) {
        Map<SiteReport.Key, KnownSite> before = new LinkedHashMap<>();
        older.sites().forEach(known -> before.put(SiteReport.Key.of(known), known));
        Map<SiteReport.Key, SiteChange> changes = new HashMap<>();
        newer.sites().forEach(known -> {
            SiteReport.Key key = SiteReport.Key.of(known);
            changes.put(key, change(Optional.ofNullable(before.remove(key)), known));
        });
        before.forEach((key, gone) -> changes.put(
                key,
                new SiteChange(
                        gone, gone.site().live(), Amount.NONE, gone.site().liveBytesError())));
        return changes.values().stream().sorted(MOST_GROWN_FIRST).toList();
    }

    private static SiteChange change(Optional<KnownSite> before, KnownSite after) {
        double error = before.map(known -> known.site().liveBytesError()).orElse(0.0);
        return new SiteChange(
                after,
                before.map(known -> known.site().live()).orElse(Amount.NONE),
                after.site().live(),
                Math.hypot(error, after.site().liveBytesError()));
    }
}
