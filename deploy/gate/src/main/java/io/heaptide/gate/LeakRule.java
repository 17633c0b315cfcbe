package io.heaptide.gate;

import io.heaptide.gate.GateCase.Status;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Nothing may be lost: for profiles whose every byte is a leak.
 *
 * @param allowed what all sites together may lose, but those that are known
 * @param known sites that are tolerated
 */
public record LeakRule(ByteSize allowed, KnownLeaks known) {

    private static final String CHECK = "definite-leak";

    /** Each site is a case, up to so many; nobody reads more, and CI servers choke on them. */
    private static final int MAX_CASES = 100;

    /** Judges the sites of one profile. */
    public List<GateCase> judge(SiteReport report, SourceTree sources) {
        SiteCases cases = new SiteCases(CHECK, known, sources);
        ByteSize lost = new ByteSize(report.sites().stream()
                .filter(site -> !cases.isKnown(site))
                .mapToDouble(site -> site.site().live().bytes())
                .sum());
        boolean failed = lost.bytes() > allowed.bytes();
        List<GateCase> all = new ArrayList<>();
        all.add(GateCase.of(
                CHECK,
                "all definite leaks",
                failed ? Status.FAILED : Status.PASSED,
                lost + " lost, " + allowed + " allowed"));
        report.sites().stream()
                .filter(site -> site.site().live().bytes() > 0)
                .limit(MAX_CASES)
                .map(site -> cases.of(site, failed ? Status.FAILED : Status.PASSED, message(site)))
                .forEach(all::add);
        return all;
    }

    private static String message(KnownSite site) {
        double blocks = site.site().live().count();
        return new ByteSize(site.site().live().bytes())
                + (blocks > 0 ? String.format(Locale.ROOT, " in %.0f blocks", blocks) : "")
                + " lost, allocated by " + site.name();
    }
}
