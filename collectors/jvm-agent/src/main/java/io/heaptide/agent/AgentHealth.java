package io.heaptide.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which parts of the agent are at work: 1, or 0 once one has given up. */
final class AgentHealth {

    static final String RUNNING = "heaptide.agent.part.running";
    static final AttributeKey<String> PART = AttributeKey.stringKey("heaptide.agent.part");

    static final String MEASURING = "measuring";
    static final String ALLOCATION_SAMPLING = "allocation sampling";
    static final String NATIVE_MEMORY = "native memory";

    private final Map<String, Long> parts = new ConcurrentHashMap<>();

    void register(Meter meter) {
        meter.upDownCounterBuilder(RUNNING)
                .setUnit("{part}")
                .setDescription("Whether a part of Heaptide's agent is at work.")
                .buildWithCallback(measurement ->
                        parts.forEach((part, running) -> measurement.record(running, Attributes.of(PART, part))));
    }

    void running(String part) {
        parts.put(part, 1L);
    }

    /** A part stops for good, and says so once. */
    void detached(String part, Throwable cause) {
        parts.put(part, 0L);
        Detachment.announce(part, cause);
    }
}
