package io.heaptide.agent.outbox;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** What waits for the collector, and what had to be thrown away, signal by signal, told as metrics. */
public final class Outboxes {

    /** How many batches wait. */
    public static final String WAITING = "heaptide.agent.batches.waiting";

    /** How many batches were thrown away because too many waited. */
    public static final String DROPPED = "heaptide.agent.batches.dropped";

    private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("heaptide.agent.signal");

    private final Map<Attributes, Outbox<?>> outboxes = new ConcurrentHashMap<>();

    /**
     * An exporter that keeps up to so many batches.
     *
     * @param capacity batches; an export makes one of metrics
     */
    public MetricExporter around(MetricExporter exporter, int capacity) {
        return new MetricOutbox(exporter, keep("metrics", new Outbox<>(capacity, exporter::export)), this::retry);
    }

    /** An exporter that keeps up to so many batches. */
    public LogRecordExporter around(LogRecordExporter exporter, int capacity) {
        return new LogOutbox(exporter, keep("logs", new Outbox<>(capacity, exporter::export)));
    }

    /** Registers the metrics. */
    public void register(Meter meter) {
        meter.upDownCounterBuilder(WAITING)
                .setUnit("{batch}")
                .setDescription("Batches that the collector has not taken yet.")
                .buildWithCallback(measurement -> observe(measurement, Outbox::waiting));
        meter.counterBuilder(DROPPED)
                .setUnit("{batch}")
                .setDescription("Batches thrown away, because the collector took none for long.")
                .buildWithCallback(measurement -> observe(measurement, Outbox::dropped));
    }

    /** Events are seldom: those of an outage would wait for the next long after it. */
    private void retry() {
        outboxes.values().forEach(Outbox::retry);
    }

    private void observe(ObservableLongMeasurement measurement, ToLongFunction<Outbox<?>> count) {
        outboxes.forEach((signal, outbox) -> measurement.record(count.applyAsLong(outbox), signal));
    }

    private <B> Outbox<B> keep(String signal, Outbox<B> outbox) {
        outboxes.put(Attributes.of(SIGNAL, signal), outbox);
        return outbox;
    }
}
