package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.SeriesTrend;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** First stage, by bucket: samples in; trends, partial sums per service and dead letters out. */
final class SampleProcessor implements Processor<byte[], byte[], String, Object> {

    static final String INSTANCES = "instance-states";
    static final String ROUNDS = "service-rounds";

    private static final Duration TICK = Duration.ofSeconds(1);

    private final TopologyConfig config;
    private final SampleDecoder decoder = new SampleDecoder();
    private final EventClock clock;
    private ProcessorContext<String, Object> context;
    private TaskMetrics metrics;
    private Refusals refusals;
    private HeapStore<InstanceId, TrackedInstance> instances;
    private HeapStore<ServiceId, Round> roundStore;
    private SampleIntake intake;
    private InstanceEvaluation evaluation;
    private ServiceRounds rounds;
    private ServiceRounds.Findings findings;

    SampleProcessor(TopologyConfig config) {
        this.config = config;
        this.clock = new EventClock(config.detector().pane());
    }

    @Override
    public void init(ProcessorContext<String, Object> taskContext) {
        context = taskContext;
        metrics = new TaskMetrics(context, "track-instances");
        refusals = new Refusals(context, metrics);
        instances = context.getStateStore(INSTANCES);
        roundStore = context.getStateStore(ROUNDS);
        intake = new SampleIntake(config, instances);
        evaluation = new InstanceEvaluation(config);
        rounds = new ServiceRounds(config, context.taskId().partition(), instances, roundStore, evaluation);
        findings = new Forwarding();
        rounds.lastPlannedMillis().ifPresent(last -> clock.advance(last, context.currentSystemTimeMs()));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        SampleColumns columns;
        try {
            columns = decoder.decode(record.value());
        } catch (MalformedRecord e) {
            metrics.consumed(1);
            refusals.malformed(record, e);
            return;
        }
        metrics.consumed(columns.rows());
        if (columns.unequal()) {
            refusals.refuse(record, DropReason.UNEQUAL_COLUMNS, columns.rows(), columns.lengths());
        } else {
            take(record, columns);
        }
    }

    private void take(Record<byte[], byte[]> record, SampleColumns columns) {
        long wallMillis = context.currentSystemTimeMs();
        long latestMillis = config.latestBelievable(record.timestamp(), wallMillis);
        clock.advance(columns.newestUpTo(latestMillis), wallMillis);
        // what was due before these samples is summed up without them, however fast they come
        runRounds(wallMillis);
        SampleIntake.Taken taken = intake.take(columns, latestMillis);
        metrics.scored(taken.scored());
        refusals.refuse(record, taken.faults());
        evaluate(taken, clock.now(wallMillis));
        metrics.tracked(instances.size());
    }

    private void evaluate(SampleIntake.Taken taken, long nowMillis) {
        taken.fresh().forEach(slot -> rounds.joined(slot, nowMillis));
        for (Slot<InstanceId, TrackedInstance> slot : taken.closed()) {
            evaluation.paneClosed(slot).ifPresent(findings::trend);
            rounds.evaluated(slot, nowMillis);
        }
    }

    private void tick(long wallMillis) {
        runRounds(wallMillis);
        metrics.tracked(instances.size());
        metrics.series(instances.parts());
        metrics.state(instances, roundStore);
    }

    private void runRounds(long wallMillis) {
        if (clock.started()) {
            rounds.runDue(clock.now(wallMillis), findings);
        }
    }

    @Override
    public void close() {
        metrics.close();
    }

    /** Sends results on, each at its own event time. */
    private final class Forwarding implements ServiceRounds.Findings {

        @Override
        public void trend(SeriesTrend trend) {
            ServiceId service = new ServiceId(
                    trend.getInstance().getServiceNamespace(),
                    trend.getInstance().getServiceName());
            forward(service, trend, trend.getWindowEndMs());
        }

        @Override
        public void summed(ServicePartial partial) {
            forward(partial.service(), partial, partial.atMillis());
        }

        @Override
        public void evicted() {
            metrics.evicted();
        }

        private void forward(ServiceId service, Object value, long atMillis) {
            context.forward(new Record<>(ServiceKeys.recordKey(service), value, atMillis));
        }
    }
}
