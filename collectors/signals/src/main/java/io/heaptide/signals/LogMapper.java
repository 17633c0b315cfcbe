package io.heaptide.signals;

import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.time.InstantSource;
import java.util.List;

/**
 * OTLP logs → allocation summaries, lifecycle events and the memory readings of functions.
 *
 * <p>Takes records with the event name {@value #ALLOCATION_SUMMARY} or {@value #LIFECYCLE}, and those of the collector's
 * Kubernetes event receivers (attribute {@code k8s.event.reason}) that tell of a life, and AWS Lambda's reports of
 * invocations. All others are ignored. Safe to share between threads.
 */
public final class LogMapper {

    /** Event name of a snapshot of allocations by site. */
    public static final String ALLOCATION_SUMMARY = "heaptide.allocation_summary";

    /** Event name of a start, a stop, an OOM kill, a deploy or a change of limit. */
    public static final String LIFECYCLE = "heaptide.lifecycle";

    private final MappingPolicy policy;
    private final InstantSource clock;

    public LogMapper(MappingPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Maps one request. */
    public MappedLogs map(List<ResourceLogs> request) {
        LogMapping mapping = new LogMapping(policy, new EventTime(clock, policy));
        request.forEach(mapping::add);
        return mapping.result();
    }
}
