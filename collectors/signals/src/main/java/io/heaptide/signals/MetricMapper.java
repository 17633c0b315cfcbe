package io.heaptide.signals;

import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.InstantSource;
import java.util.List;

/**
 * OTLP metrics → memory readings.
 *
 * <p>Takes every name of the alias table as a gauge or as a non-monotonic cumulative sum. Points of memory metrics that
 * cannot be used are rejected with their reason; metrics that are no memory signal are ignored, not rejected, so that a
 * collector may send everything it has. Safe to share between threads.
 */
public final class MetricMapper {

    private final MappingPolicy policy;
    private final InstantSource clock;

    public MetricMapper(MappingPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Maps one request. */
    public MappedMetrics map(List<ResourceMetrics> request) {
        MetricMapping mapping = new MetricMapping(policy, new EventTime(clock, policy));
        request.forEach(mapping::add);
        return mapping.result();
    }
}
