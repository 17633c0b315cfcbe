package io.heaptide.importers.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.heaptide.importers.Site;
import io.heaptide.importers.lambda.FunctionReadings;
import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteChange;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** One JSON document: an object for a profile, an array for growth or readings. */
final class JsonPrinter implements SitePrinter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final PrintWriter out;

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(SiteReport report) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("format", report.format());
            json.writeStringField(
                    "taken_at", report.takenAt().map(Object::toString).orElse(""));
            json.writeBooleanField("incomplete", report.missing().isPresent());
            json.writeStringField("missing", report.missing().orElse(""));
            json.writeArrayFieldStart("sites");
            for (KnownSite known : report.sites()) {
                json.writeStartObject();
                site(json, known);
                amounts(json, known.site());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    @Override
    public void print(List<SiteChange> changes) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartArray();
            for (SiteChange change : changes) {
                json.writeStartObject();
                site(json, change.site());
                json.writeNumberField("grown_bytes", change.grownBytes());
                json.writeNumberField("grown_count", change.grownCount());
                json.writeNumberField("grown_bytes_error", change.bytesError());
                json.writeNumberField("old_live_bytes", change.before().bytes());
                json.writeNumberField("new_live_bytes", change.after().bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.println();
    }

    @Override
    public void print(FunctionReadings function) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartArray();
            for (InstanceReadings sandbox : function.sandboxes()) {
                for (Reading reading : sandbox.readings()) {
                    json.writeStartObject();
                    json.writeStringField("instance", sandbox.instance().getServiceInstanceId());
                    json.writeStringField("version", sandbox.instance().getServiceVersion());
                    json.writeStringField(
                            "at", Instant.ofEpochMilli(reading.atMillis()).toString());
                    json.writeStringField("signal", reading.signal());
                    json.writeNumberField("bytes", reading.bytes());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }
        out.println();
    }

    private static void site(JsonGenerator json, KnownSite known) throws IOException {
        json.writeStringField("fingerprint", known.fingerprint());
        json.writeStringField("site", known.name());
        json.writeStringField("type", known.site().type());
        json.writeFieldName("frames");
        json.writeArray(known.frames().toArray(String[]::new), 0, known.frames().size());
    }

    private static void amounts(JsonGenerator json, Site site) throws IOException {
        json.writeNumberField("live_bytes", site.live().bytes());
        json.writeNumberField("live_count", site.live().count());
        json.writeNumberField("live_bytes_error", site.liveBytesError());
        json.writeNumberField("allocated_bytes", site.allocated().bytes());
        json.writeNumberField("allocated_count", site.allocated().count());
    }
}
