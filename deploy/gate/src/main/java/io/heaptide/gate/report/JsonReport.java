package io.heaptide.gate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heaptide.gate.GateCase;
import io.heaptide.gate.GateResult;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** One JSON object with every case. */
public final class JsonReport implements GateReport {

    @Override
    public void write(GateResult result, Writer out) throws IOException {
        try (JsonGenerator json = Json.to(out)) {
            json.writeStartObject();
            json.writeStringField("subject", result.subject());
            json.writeBooleanField("passed", result.passed());
            json.writeArrayFieldStart("cases");
            for (GateCase one : result.cases()) {
                json.writeStartObject();
                json.writeStringField("check", one.check());
                json.writeStringField("name", one.name());
                json.writeStringField("status", one.status().name().toLowerCase(Locale.ROOT));
                json.writeStringField("message", one.message());
                if (one.culprit().isPresent()) {
                    culprit(json, one.culprit().get());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write("\n");
        out.flush();
    }

    private static void culprit(JsonGenerator json, GateCase.Culprit culprit) throws IOException {
        json.writeStringField("fingerprint", culprit.fingerprint());
        json.writeStringField("type", culprit.type());
        json.writeFieldName("frames");
        json.writeArray(
                culprit.frames().toArray(String[]::new), 0, culprit.frames().size());
        if (culprit.place().isPresent()) {
            json.writeObjectFieldStart("location");
            json.writeStringField("path", culprit.place().get().path());
            json.writeNumberField("line", culprit.place().get().line());
            json.writeEndObject();
        }
    }
}
