package io.heaptide.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.core.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The numbers of the plots, as the page's script reads them. */
final class PlotData {
    private static final double MILLIS_PER_SECOND = 1000;

    /** The envelope is the lowest reading of a stretch of time: this share of the plot. */
    private static final int ENVELOPES_A_PLOT = 40;

    private PlotData() {}

    /** JSON that may stand inside a script element. */
    static String json(List<Story> stories) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Story story : stories) {
                Optional<SeriesAssessment> deciding = story.opinion().flatMap(Opinion::deciding);
                if (deciding.isPresent() && story.recording().isPresent()) {
                    write(json, story.recording().get(), deciding.get());
                }
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a string takes everything
        }
        return text.toString().replace("<", "\\u003c");
    }

    private static void write(JsonGenerator json, Recording recording, SeriesAssessment deciding) throws IOException {
        Recording.Lane lane = recording.find(deciding.series()).orElseGet(Recording.Lane::new);
        json.writeStartObject();
        json.writeNumberField("start", recording.startMillis() / MILLIS_PER_SECOND);
        json.writeNumberField("stretch", recording.stretchMillis() / MILLIS_PER_SECOND);
        writeColumn(json, "low", recording.size(), lane::low);
        writeColumn(json, "high", recording.size(), lane::high);
        writeColumn(json, "last", recording.size(), lane::last);
        writeColumn(json, "envelope", recording.size(), at -> envelope(lane, at, recording.size()));
        writeColumn(json, "limit", recording.size(), lane::limit);
        writeVerdicts(json, recording);
        writeFit(json, deciding);
        json.writeEndObject();
    }

    private static void writeColumn(JsonGenerator json, String name, int size, IntFunction<Float> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int at = 0; at < size; at++) {
            float one = value.apply(at);
            if (Float.isNaN(one)) {
                json.writeNull();
            } else {
                json.writeNumber((long) one);
            }
        }
        json.writeEndArray();
    }

    /** The lowest reading of the time before: like the detector it knows nothing later. */
    private static float envelope(Recording.Lane lane, int at, int size) {
        float lowest = Float.NaN;
        for (int i = Math.max(0, at - size / ENVELOPES_A_PLOT); i <= at; i++) {
            float low = lane.low(i);
            lowest = Float.isNaN(lowest) || low < lowest ? low : lowest;
        }
        return lowest;
    }

    /** The verdict of each stretch, and the stretches of equal ones as from, to and verdict. */
    private static void writeVerdicts(JsonGenerator json, Recording recording) throws IOException {
        Verdict[] verdicts = verdicts(recording);
        json.writeArrayFieldStart("names");
        for (Verdict verdict : Verdict.values()) {
            json.writeString(Words.verdict(verdict));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("verdicts");
        for (Verdict verdict : verdicts) {
            json.writeNumber(List.of(Verdict.values()).indexOf(verdict));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("spans");
        int from = 0;
        for (int at = 1; at <= verdicts.length; at++) {
            if (at == verdicts.length || verdicts[at] != verdicts[from]) {
                json.writeStartArray();
                json.writeNumber(from);
                json.writeNumber(at);
                json.writeString(Words.code(verdicts[from]));
                json.writeEndArray();
                from = at;
            }
        }
        json.writeEndArray();
    }

    /** A verdict holds until the next one. */
    private static Verdict[] verdicts(Recording recording) {
        Verdict[] verdicts = new Verdict[recording.size()];
        Verdict last = Verdict.NOT_ENOUGH_DATA;
        for (int at = 0; at < verdicts.length; at++) {
            last = recording.verdict(at).orElse(last);
            verdicts[at] = last;
        }
        return verdicts;
    }

    private static void writeFit(JsonGenerator json, SeriesAssessment deciding) throws IOException {
        if (deciding.slope().midBytesPerHour() != 0) {
            json.writeObjectFieldStart("fit");
            json.writeNumberField("from", deciding.windowStartMillis() / MILLIS_PER_SECOND);
            json.writeNumberField("to", deciding.windowEndMillis() / MILLIS_PER_SECOND);
            json.writeNumberField("level", deciding.levelBytes());
            json.writeNumberField("low", deciding.slope().lowBytesPerHour());
            json.writeNumberField("mid", deciding.slope().midBytesPerHour());
            json.writeNumberField("high", deciding.slope().highBytesPerHour());
            json.writeEndObject();
        }
    }
}
