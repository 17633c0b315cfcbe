package io.heaptide.importers.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.signals.FunctionReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events in JSON, however they are wrapped. An event is an object that is an element of an array, or stands alone; the
 * objects inside it are read as one with it.
 */
final class TelemetryEvents {

    private static final Set<String> NAMES = Set.of(
            "time",
            "timestamp",
            "type",
            "message",
            "logStreamName",
            "logStream",
            "requestId",
            "version",
            "memorySizeMB",
            "maxMemoryUsedMB",
            "initDurationMs",
            "restoreDurationMs");

    private static final int MAX_DEPTH = 50;

    private final Sandboxes sandboxes;
    private final JsonFactory json;
    private final Deque<Map<String, String>> open = new ArrayDeque<>();
    private boolean full;

    TelemetryEvents(Sandboxes sandboxes, ImportPolicy policy) {
        this.sandboxes = sandboxes;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(policy.maxTextChars())
                        .maxNameLength(policy.maxTextChars())
                        .build())
                .build();
    }

    /** Reads events to the end; tells what is missing. */
    Optional<String> read(InputStream in) throws IOException {
        try (JsonParser parser = json.createParser(in)) {
            return events(parser);
        }
    }

    private Optional<String> events(JsonParser parser) throws IOException {
        try {
            JsonToken token = parser.nextToken();
            while (token != null && !full) {
                take(token, parser);
                token = parser.nextToken();
            }
            return full ? Optional.of("too many reports: not all were read") : Optional.empty();
        } catch (JsonEOFException cut) {
            return Optional.of("the file ends at byte " + offset(parser) + ", inside an event");
        } catch (JsonParseException | StreamConstraintsException wrong) {
            throw new BadProfile(
                    "byte " + offset(parser) + ": not JSON as Lambda writes it: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            open.push(new HashMap<>());
        } else if (token == JsonToken.END_OBJECT) {
            close(open.pop(), parser);
        } else if (token.isScalarValue() && !open.isEmpty() && parser.currentName() != null) {
            String name = parser.currentName();
            if (NAMES.contains(name)) {
                open.element().put(name, parser.getText());
            }
        }
    }

    private void close(Map<String, String> object, JsonParser parser) throws IOException {
        boolean isEvent = open.isEmpty() || parser.getParsingContext().inArray();
        if (isEvent) {
            event(withMessage(object), parser);
        } else {
            object.forEach(open.element()::putIfAbsent);
        }
    }

    /** With a function's logs in JSON, an event is text inside an event of CloudWatch. */
    private Map<String, String> withMessage(Map<String, String> event) throws IOException {
        String message = event.getOrDefault("message", "");
        if (!message.startsWith("{")) {
            return event;
        }
        event.remove("message");
        open.push(event);
        try (JsonParser inner = json.createParser(message)) {
            JsonToken token = inner.nextToken();
            while (token != null) {
                take(token, inner);
                token = inner.nextToken();
            }
        }
        return open.pop();
    }

    private void event(Map<String, String> event, JsonParser parser) throws BadProfile {
        String message = event.getOrDefault("message", "");
        ReportLine.begin(message, sandboxes);
        if ("platform.start".equals(event.get("type")) && event.containsKey("requestId")) {
            sandboxes.begin(event.getOrDefault("requestId", ""), event.getOrDefault("version", ""));
        }
        boolean isReport = FunctionReport.EVENT.equals(event.get("type"));
        if (isReport || FunctionReport.isLine(message)) {
            long at = millis(event).orElseThrow(() -> bad(parser, "a report without a time"));
            FunctionReport report = (isReport ? report(event) : FunctionReport.ofLine(message))
                    .orElseThrow(() -> bad(parser, "a report without memory"));
            full = !sandboxes.add(logStream(event), new Invocation(at, report));
        }
    }

    private static Optional<Long> millis(Map<String, String> event) {
        @Nullable String time = event.get("time");
        String timestamp = event.getOrDefault("timestamp", "");
        if (time != null) {
            return ReportLine.millis(time);
        }
        return timestamp.matches("[1-9]\\d{0,14}") ? Optional.of(Long.valueOf(timestamp)) : Optional.empty();
    }

    private static Optional<FunctionReport> report(Map<String, String> event) {
        return FunctionReport.ofEvent(
                event.getOrDefault("requestId", ""),
                event.getOrDefault("maxMemoryUsedMB", ""),
                event.getOrDefault("memorySizeMB", ""),
                event.containsKey("initDurationMs") || event.containsKey("restoreDurationMs"));
    }

    /** Of the event, or of what it is wrapped in. */
    private String logStream(Map<String, String> event) {
        String own = event.getOrDefault("logStreamName", event.getOrDefault("logStream", ""));
        if (!own.isEmpty()) {
            return own;
        }
        return open.stream()
                .map(around -> around.getOrDefault("logStreamName", around.getOrDefault("logStream", "")))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static BadProfile bad(JsonParser parser, String what) {
        return BadProfile.atByte(offset(parser), what);
    }

    private static long offset(JsonParser parser) {
        return Math.max(0, parser.currentLocation().getByteOffset());
    }
}
