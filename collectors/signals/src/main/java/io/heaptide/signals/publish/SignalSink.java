package io.heaptide.signals.publish;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where a collector's signals go.
 *
 * <p>Each stage completes normally only once everything handed over is durable, and with {@link SinkUnavailable} if that
 * is not known to be so. A sender that then hands it over again may cause duplicates; readings, summaries and events are
 * identified by instance and time, so whoever reads them sees a duplicate as the same fact told twice.
 */
public interface SignalSink extends AutoCloseable {

    /** Takes readings of any number of instances. */
    CompletionStage<Void> samples(List<InstanceReadings> readings);

    /** Takes one allocation summary. */
    CompletionStage<Void> summary(AllocationSummary summary);

    /** Takes one lifecycle event. */
    CompletionStage<Void> event(LifecycleEvent event);

    /** Whether the sink works, as far as its last deliveries tell. */
    boolean isHealthy();

    /** Delivers what it holds, for a bounded time; afterwards it refuses everything. */
    @Override
    void close();
}
