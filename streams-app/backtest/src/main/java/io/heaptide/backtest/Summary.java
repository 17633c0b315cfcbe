package io.heaptide.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.heaptide.core.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What a run came to, for people and for scripts.
 *
 * @param changes rows written
 * @param leftOut what the source could not give, empty if nothing
 */
record Summary(Told told, long changes, String leftOut, double seconds) {
    String text() {
        String text = String.format(
                Locale.ROOT,
                "%,d samples replayed, %,d refused as late, repeated or implausible; %s; %s in %,d of %s",
                told.readings(),
                told.refused(),
                Words.count(changes, "verdict change", "verdict changes"),
                Words.count(told.alarms(), "alarm", "alarms"),
                told.servicesByVerdict().getOrDefault(Verdict.LEAKING, 0L),
                Words.count(told.services().size(), "service", "services"));
        String left = leftOut.isEmpty() ? "" : System.lineSeparator() + "left out: " + leftOut;
        return (told.isWhole() ? text : "stopped early: " + text) + left;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("whole", told.isWhole());
            json.writeNumberField("samples", told.readings());
            json.writeNumberField("refused", told.refused());
            json.writeNumberField("series", told.series());
            json.writeNumberField("instances", told.instanceCount());
            json.writeNumberField("services", told.services().size());
            json.writeObjectFieldStart("services_by_verdict");
            for (Map.Entry<Verdict, Long> one : told.servicesByVerdict().entrySet()) {
                json.writeNumberField(one.getKey().name().toLowerCase(Locale.ROOT), one.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("alarms", told.alarms());
            json.writeNumberField("verdict_changes", changes);
            json.writeStringField(
                    "first", Instant.ofEpochMilli(told.firstMillis()).toString());
            json.writeStringField(
                    "last", Instant.ofEpochMilli(told.lastMillis()).toString());
            json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
            json.writeStringField("left_out", leftOut);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a string takes everything
        }
        return text.toString();
    }
}
