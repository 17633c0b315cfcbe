package io.heaptide.gateway;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.heaptide.signals.FunctionReport;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/**
 * A batch of AWS Lambda's Telemetry API: an array of events, each with {@code time}, {@code type} and {@code record}. Its
 * reports become the log records that a collector's Telemetry API receiver makes of them. Source: Lambda developer guide,
 * "Telemetry API event schema reference", 2022-12-13.
 */
final class LambdaEvents {

    private final ListValue events;

    private LambdaEvents(ListValue events) {
        this.events = events;
    }

    /**
     * Reads a batch.
     *
     * @throws IOException if it is no JSON array; the parser may fail with other exceptions too
     */
    static LambdaEvents read(Reader json) throws IOException {
        ListValue.Builder events = ListValue.newBuilder();
        JsonFormat.parser().merge(json, events);
        return new LambdaEvents(events.build());
    }

    /** Its reports as log records of a function. */
    ExportLogsServiceRequest reports(Map<String, String> function) {
        Resource.Builder resource = Resource.newBuilder();
        function.forEach((name, value) -> resource.addAttributes(attribute(name, text(value))));
        ScopeLogs.Builder records = ScopeLogs.newBuilder();
        for (Value event : events.getValuesList()) {
            if (field(event, "type").equals(FunctionReport.EVENT)) {
                records.addLogRecords(record(event));
            }
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(records))
                .build();
    }

    private static LogRecord record(Value event) {
        Value report = event.getStructValue().getFieldsOrDefault("record", Value.getDefaultInstance());
        return LogRecord.newBuilder()
                .setTimeUnixNano(nanos(field(event, "time")))
                .addAttributes(attribute("type", text(FunctionReport.EVENT)))
                .setBody(any(report))
                .build();
    }

    private static String field(Value event, String name) {
        return event.getStructValue()
                .getFieldsOrDefault(name, Value.getDefaultInstance())
                .getStringValue();
    }

    /** 0, which is no time, for what is none. */
    private static long nanos(String time) {
        try {
            return Math.multiplyExact(Instant.parse(time).toEpochMilli(), 1_000_000);
        } catch (DateTimeException | ArithmeticException malformed) {
            return 0; // the record is then rejected with that reason
        }
    }

    private static AnyValue any(Value value) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE ->
                AnyValue.newBuilder()
                        .setKvlistValue(map(value.getStructValue()))
                        .build();
            case NUMBER_VALUE ->
                AnyValue.newBuilder().setDoubleValue(value.getNumberValue()).build();
            case STRING_VALUE -> text(value.getStringValue());
            default -> AnyValue.getDefaultInstance(); // no report tells of its memory by these
        };
    }

    private static KeyValueList map(Struct struct) {
        KeyValueList.Builder map = KeyValueList.newBuilder();
        struct.getFieldsMap().forEach((name, value) -> map.addValues(attribute(name, any(value))));
        return map.build();
    }

    private static KeyValue attribute(String name, AnyValue value) {
        return KeyValue.newBuilder().setKey(name).setValue(value).build();
    }

    private static AnyValue text(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }
}
