package io.heaptide.simulator.otlp;

import io.heaptide.simulator.model.FleetEvent;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.OptionalLong;

/** A fleet event as the log record that Heaptide's collectors send for it. */
final class LifecycleLog {

    private static final String EVENT_NAME = "heaptide.lifecycle";
    private static final String SCOPE = "io.heaptide.simulator";

    private LifecycleLog() {}

    static ResourceLogs of(FleetEvent event, Resource resource) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(SCOPE))
                .addLogRecords(record(event));
        return ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(scope)
                .build();
    }

    private static LogRecord record(FleetEvent event) {
        long atNanos = nanos(event.at());
        return LogRecord.newBuilder()
                .setEventName(EVENT_NAME)
                .setTimeUnixNano(atNanos)
                .setObservedTimeUnixNano(atNanos)
                .setSeverityNumber(severity(event))
                .setBody(AnyValue.newBuilder().setKvlistValue(body(event)))
                .build();
    }

    private static KeyValueList body(FleetEvent event) {
        KeyValueList.Builder body = KeyValueList.newBuilder()
                .addValues(ResourceAttributes.text("type", event.type().label()))
                .addValues(ResourceAttributes.text("reason", event.reason()));
        OptionalLong limit = event.life().slot().service().limitBytes();
        if (event.type() == FleetEvent.Type.OOM_KILL && limit.isPresent()) {
            body.addValues(KeyValue.newBuilder()
                    .setKey("limit_bytes")
                    .setValue(AnyValue.newBuilder().setIntValue(limit.getAsLong())));
        }
        return body.build();
    }

    private static SeverityNumber severity(FleetEvent event) {
        return event.type() == FleetEvent.Type.OOM_KILL
                ? SeverityNumber.SEVERITY_NUMBER_ERROR
                : SeverityNumber.SEVERITY_NUMBER_INFO;
    }

    private static long nanos(Instant at) {
        return at.toEpochMilli() * 1_000_000;
    }
}
