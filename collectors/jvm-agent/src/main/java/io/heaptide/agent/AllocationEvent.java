package io.heaptide.agent;

import io.heaptide.agent.allocation.AllocationSite;
import io.heaptide.agent.allocation.AllocationSummary;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An allocation summary as an OTLP log record: the form is a contract with the gateway.
 *
 * @param at event time, the end of the summary's window
 * @param body the summary
 */
record AllocationEvent(Instant at, Value<?> body) {

    static final String EVENT = "heaptide.allocation_summary";

    static AllocationEvent of(AllocationSummary summary) {
        List<Value<?>> sites = new ArrayList<>(summary.sites().size());
        summary.sites().forEach(site -> sites.add(site(site)));
        return new AllocationEvent(
                summary.windowEnd(),
                Value.of(
                        KeyValue.of("source", Value.of("jfr")),
                        KeyValue.of(
                                "window_start_ms",
                                Value.of(summary.windowStart().toEpochMilli())),
                        KeyValue.of(
                                "window_end_ms", Value.of(summary.windowEnd().toEpochMilli())),
                        KeyValue.of("incomplete", Value.of(summary.incomplete())),
                        KeyValue.of("sites", Value.of(sites))));
    }

    void emit(Logger events) {
        events.logRecordBuilder()
                .setEventName(EVENT)
                .setSeverity(Severity.INFO)
                .setTimestamp(at)
                .setBody(body)
                .emit();
    }

    private static Value<?> site(AllocationSite site) {
        List<Value<?>> frames = new ArrayList<>(site.frames().size());
        site.frames().forEach(frame -> frames.add(Value.of(frame)));
        return Value.of(
                KeyValue.of("site", Value.of(site.site())),
                KeyValue.of("type", Value.of(site.type())),
                KeyValue.of("frames", Value.of(frames)),
                KeyValue.of("allocated_bytes", Value.of(site.allocatedBytes())),
                KeyValue.of("allocated_count", Value.of(site.allocatedCount())),
                KeyValue.of("live_bytes", Value.of(site.liveBytes())),
                KeyValue.of("live_count", Value.of(site.liveCount())),
                KeyValue.of("live_bytes_error", Value.of(site.liveBytesError())));
    }
}
