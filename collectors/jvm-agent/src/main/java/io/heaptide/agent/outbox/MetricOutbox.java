package io.heaptide.agent.outbox;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/** Sends metrics through another exporter and keeps what that could not deliver. */
final class MetricOutbox implements MetricExporter {

    private final MetricExporter exporter;
    private final Outbox<Collection<MetricData>> outbox;
    private final Runnable beat;

    /**
     * An outbox that is empty.
     *
     * @param beat called at every export: nothing else in an agent comes as regularly
     */
    MetricOutbox(MetricExporter exporter, Outbox<Collection<MetricData>> outbox, Runnable beat) {
        this.exporter = exporter;
        this.outbox = outbox;
        this.beat = beat;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        outbox.add(metrics);
        beat.run();
        return CompletableResultCode.ofSuccess();
    }

    /** What waits must not be overwritten by the next collection. */
    @Override
    public MemoryMode getMemoryMode() {
        return MemoryMode.IMMUTABLE_DATA;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
        return exporter.getAggregationTemporality(instrument);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType instrument) {
        return exporter.getDefaultAggregation(instrument);
    }

    @Override
    public CompletableResultCode flush() {
        return outbox.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return outbox.flush().whenComplete(exporter::shutdown);
    }
}
