package io.heaptide.gate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateCase.Culprit;
import io.heaptide.gate.GateCase.Status;
import io.heaptide.gate.GateResult;
import io.heaptide.gate.SourcePlace;
import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.Set;

/**
 * GitLab's Code Quality report: an array of violations, shown beside the changed lines of a merge request. It knows code
 * only, so a case without a site, such as a sum, stands in the other reports alone.
 */
public final class CodeQualityReport implements GateReport {

    /** Where GitLab is sent when nothing tells the file: a violation without a path is refused as a whole report. */
    private static final String NO_FILE = ".gitlab-ci.yml";

    @Override
    public void write(GateResult result, Writer out) throws IOException {
        Set<String> written = new HashSet<>();
        try (JsonGenerator json = Json.to(out)) {
            json.writeStartArray();
            for (GateCase one : result.cases()) {
                if (one.status() != Status.PASSED && one.culprit().isPresent()) {
                    violation(json, one, one.culprit().get(), written);
                }
            }
            json.writeEndArray();
        }
        out.write("\n");
        out.flush();
    }

    private static void violation(JsonGenerator json, GateCase one, Culprit culprit, Set<String> written)
            throws IOException {
        String fingerprint = one.check() + "-" + culprit.fingerprint() + "-"
                + Integer.toHexString(culprit.type().hashCode());
        if (!written.add(fingerprint)) {
            return; // GitLab keeps one of each
        }
        SourcePlace place = culprit.place().orElse(new SourcePlace(NO_FILE, 1));
        json.writeStartObject();
        json.writeStringField("description", one.name() + ": " + one.message());
        json.writeStringField("check_name", "heaptide-" + one.check());
        json.writeStringField("fingerprint", fingerprint);
        json.writeStringField("severity", severity(one.status()));
        json.writeObjectFieldStart("location");
        json.writeStringField("path", place.path());
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", place.line());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String severity(Status status) {
        return switch (status) {
            case FAILED -> "major";
            case UNDECIDED -> "minor";
            default -> "info";
        };
    }
}
