package io.heaptide.gate;

import io.heaptide.gate.GateCase.Culprit;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.importers.summary.KnownSite;
import java.util.Optional;

/** Makes the cases of one rule: sites that are known are tolerated, and each comes with its place in the source. */
record SiteCases(String check, KnownLeaks known, SourceTree sources) {

    boolean isKnown(KnownSite site) {
        return known.reason(site.fingerprint()).isPresent();
    }

    GateCase of(KnownSite site, Status status, String message) {
        Optional<String> reason = known.reason(site.fingerprint());
        Culprit culprit =
                new Culprit(site.fingerprint(), site.site().type(), site.frames(), sources.place(site.name()));
        return new GateCase(
                check,
                site.name(),
                reason.isPresent() ? Status.TOLERATED : status,
                message
                        + reason.map(why -> "; known" + (why.isEmpty() ? "" : ": " + why))
                                .orElse(""),
                Optional.of(culprit));
    }
}
