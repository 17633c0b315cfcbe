package io.heaptide.gateway;

import io.heaptide.gateway.access.Tenant;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.publish.SignalSink;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A tenant's way to the sink: whatever goes there is of one of the tenant's own services. Copies field by field: Avro's own
 * copying builders copy every site and string, too.
 */
record TenantSink(Tenant tenant, SignalSink sink) implements SignalSink {

    /** The operator's own need no other way. */
    static SignalSink of(Tenant tenant, SignalSink sink) {
        return tenant.equals(Tenant.OWN) ? sink : new TenantSink(tenant, sink);
    }

    @Override
    public CompletionStage<Void> samples(List<InstanceReadings> readings) {
        return sink.samples(readings.stream()
                .map(one -> new InstanceReadings(tenant.own(one.instance()), one.readings()))
                .toList());
    }

    @Override
    public CompletionStage<Void> summary(AllocationSummary summary) {
        return sink.summary(AllocationSummary.newBuilder()
                .setInstance(tenant.own(summary.getInstance()))
                .setSource(summary.getSource())
                .setWindowStartMs(summary.getWindowStartMs())
                .setWindowEndMs(summary.getWindowEndMs())
                .setIncomplete(summary.getIncomplete())
                .setSites(summary.getSites())
                .build());
    }

    @Override
    public CompletionStage<Void> event(LifecycleEvent event) {
        return sink.event(LifecycleEvent.newBuilder()
                .setInstance(tenant.own(event.getInstance()))
                .setType(event.getType())
                .setAtMs(event.getAtMs())
                .setReason(event.getReason())
                .setLimitBytes(event.getLimitBytes())
                .build());
    }

    @Override
    public boolean isHealthy() {
        return sink.isHealthy();
    }

    @Override
    public void close() {
        sink.close();
    }
}
