package io.heaptide.gate;

import io.heaptide.gate.GateCase.Status;
import io.heaptide.importers.summary.SiteChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is alive may not grow against a baseline by more than is allowed. Sampled profiles are uncertain: growth counts only
 * as far as it is beyond its sampling error.
 *
 * @param allowedShare of the baseline's live bytes by which all sites together may grow
 * @param allowedBySite by which one site may grow, if that is bounded
 * @param known sites that are tolerated
 */
public record GrowthRule(double allowedShare, Optional<ByteSize> allowedBySite, KnownLeaks known) {

    private static final String CHECK = "growth";
    private static final int MAX_CASES = 20;

    /** Standard errors of growth that sampling alone explains in 99 of 100 profiles. */
    private static final double ERRORS = 2.326;

    public GrowthRule {
        if (!(allowedShare >= 0 && allowedShare < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("allowedShare must be finite and not negative, got " + allowedShare);
        }
    }

    /** Judges the sites of two profiles. */
    public List<GateCase> judge(List<SiteChange> changes, SourceTree sources) {
        SiteCases cases = new SiteCases(CHECK, known, sources);
        Total total = Total.of(
                changes.stream().filter(change -> !cases.isKnown(change.site())).toList());
        boolean tooMuch = total.certain() > allowedShare * total.before();
        List<GateCase> all = new ArrayList<>();
        all.add(GateCase.of(CHECK, "all sites", tooMuch ? Status.FAILED : Status.PASSED, total.message(allowedShare)));
        changes.stream()
                .filter(change -> tooMuch ? certain(change) > 0 : isBeyondItsOwn(change))
                .limit(MAX_CASES)
                .map(change -> cases.of(change.site(), Status.FAILED, message(change)))
                .forEach(all::add);
        return all;
    }

    private boolean isBeyondItsOwn(SiteChange change) {
        return allowedBySite
                .filter(allowed -> certain(change) > allowed.bytes())
                .isPresent();
    }

    private static double certain(SiteChange change) {
        return change.grownBytes() - ERRORS * change.bytesError();
    }

    private static String message(SiteChange change) {
        return "grew by " + amount(change.grownBytes(), change.bytesError()) + " to "
                + new ByteSize(change.after().bytes());
    }

    private static String amount(double bytes, double error) {
        return new ByteSize(Math.max(0, bytes)) + (error > 0 ? " ± " + new ByteSize(error) : "");
    }

    /** All sites together; their errors are independent. */
    private record Total(double before, double grown, double error) {

        static Total of(List<SiteChange> changes) {
            double before = 0;
            double grown = 0;
            double variance = 0;
            for (SiteChange change : changes) {
                before += change.before().bytes();
                grown += change.grownBytes();
                variance += change.bytesError() * change.bytesError();
            }
            return new Total(before, grown, Math.sqrt(variance));
        }

        double certain() {
            return grown - ERRORS * error;
        }

        String message(double allowedShare) {
            String limit = String.format(Locale.ROOT, "%.0f %% allowed", allowedShare * 100);
            if (grown <= 0) {
                return "no growth of " + new ByteSize(before) + ", " + limit;
            }
            String share = before > 0 ? String.format(Locale.ROOT, " (%.1f %%)", grown / before * 100) : "";
            return "grew by " + amount(grown, error) + share + " from " + new ByteSize(before) + ", " + limit;
        }
    }
}
