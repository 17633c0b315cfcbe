package io.heaptide.gate.report;

import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.GateResult;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** Lines for a build's log: the judgement first, then what it rests on, each site with its fingerprint for the list of known ones. */
public final class TextReport implements GateReport {

    @Override
    public void write(GateResult result, Writer out) throws IOException {
        out.write((result.passed() ? "PASSED " : "FAILED ") + result.subject() + "\n");
        for (GateCase one : result.cases()) {
            out.write(String.format(
                    Locale.ROOT,
                    "  %-9s %-16s %s: %s%s%n",
                    one.status() == Status.PASSED ? "ok" : one.status().name().toLowerCase(Locale.ROOT),
                    one.culprit().map(GateCase.Culprit::fingerprint).orElse(""),
                    one.name(),
                    one.message(),
                    place(one)));
        }
        out.flush();
    }

    private static String place(GateCase one) {
        return one.culprit()
                .flatMap(GateCase.Culprit::place)
                .map(place -> " [" + place.path() + ":" + place.line() + "]")
                .orElse("");
    }
}
