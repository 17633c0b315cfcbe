package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Log records that hold a report of AWS Lambda: a {@code REPORT} line as text, or a {@code platform.report} event as text
 * in JSON or as a map, whole or its inner record alone.
 *
 * <p>Such records come from the Telemetry API by a collector that runs as an extension, and from CloudWatch by one that
 * reads log groups. The first knows the function by {@code faas.*}, the second by the names of group and stream. A stream
 * is one sandbox's; where none is named all sandboxes of a version are one instance, whose readings jump between them.
 */
final class FunctionReportReader {

    private static final String LOG_GROUP = "/aws/lambda/";
    private static final String REQUEST_ID = "requestId";
    private static final String USED = "maxMemoryUsedMB";
    private static final String SIZE = "memorySizeMB";
    private static final Pattern IS_EVENT = Pattern.compile("\"type\"\\s*:\\s*\"platform\\.report\"");
    private static final Pattern FIELD = Pattern.compile(
            "\"(requestId|maxMemoryUsedMB|memorySizeMB|initDurationMs|restoreDurationMs)\"\\s*:\\s*\"?([\\w.-]{1,64})");

    private static final int MAX_DEPTH = 4;

    private FunctionReportReader() {}

    /** The report; nothing where the record is none, or tells of no memory. */
    static Optional<FunctionReport> read(LogRecord record) {
        AnyValue body = record.getBody();
        return body.hasKvlistValue() ? ofMap(record) : ofText(body.getStringValue(), record);
    }

    private static Optional<FunctionReport> ofText(String text, LogRecord record) {
        if (FunctionReport.isLine(text)) {
            return FunctionReport.ofLine(text);
        }
        if (!text.startsWith("{") || !(IS_EVENT.matcher(text).find() || isEvent(record))) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return ofFields(fields);
    }

    private static Optional<FunctionReport> ofMap(LogRecord record) {
        Map<String, String> fields = new HashMap<>();
        flatten(record.getBody(), fields, MAX_DEPTH);
        boolean isReport = isEvent(record) || FunctionReport.EVENT.equals(fields.get("type"));
        return isReport ? ofFields(fields) : Optional.empty();
    }

    private static boolean isEvent(LogRecord record) {
        return FunctionReport.EVENT.equals(Attributes.of(record.getAttributesList(), "type"));
    }

    /** What is outside wins: inside, other objects have fields of the same names. */
    private static void flatten(AnyValue map, Map<String, String> fields, int depth) {
        for (KeyValue entry : map.getKvlistValue().getValuesList()) {
            fields.putIfAbsent(entry.getKey(), amount(entry.getValue()));
        }
        if (depth > 0) {
            for (KeyValue entry : map.getKvlistValue().getValuesList()) {
                flatten(entry.getValue(), fields, depth - 1);
            }
        }
    }

    /** As text; a collector that reads JSON makes every number a double. */
    private static String amount(AnyValue value) {
        double number = value.getDoubleValue();
        return value.hasDoubleValue() && number == Math.rint(number)
                ? Long.toString((long) number)
                : Attributes.text(value);
    }

    private static Optional<FunctionReport> ofFields(Map<String, String> fields) {
        return FunctionReport.ofEvent(
                fields.getOrDefault(REQUEST_ID, ""),
                fields.getOrDefault(USED, ""),
                fields.getOrDefault(SIZE, ""),
                fields.containsKey("initDurationMs") || fields.containsKey("restoreDurationMs"));
    }

    /** Whose report it is, in the attributes that identities are read from. */
    static Map<String, String> function(Map<String, String> resource, LogRecord record) {
        Map<String, String> all = new HashMap<>(resource);
        Attributes.map(record.getAttributesList()).forEach(all::putIfAbsent);
        String stream = first(all, "faas.instance", "aws.log.stream.names", "cloudwatch.log.stream");
        String group = first(all, "aws.log.group.names", "cloudwatch.log.group.name");
        if (group.startsWith(LOG_GROUP)) {
            all.putIfAbsent("faas.name", group.substring(LOG_GROUP.length()));
        }
        if (FunctionReport.published(all.getOrDefault("faas.version", "")).isEmpty()) {
            all.put("faas.version", FunctionReport.versionOf(stream));
        }
        if (!stream.isEmpty()) {
            all.putIfAbsent("service.instance.id", stream);
        }
        return all;
    }

    private static String first(Map<String, String> attributes, String... names) {
        return Stream.of(names)
                .map(name -> attributes.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
