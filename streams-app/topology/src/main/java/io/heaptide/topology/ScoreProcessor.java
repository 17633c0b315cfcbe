package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.core.ServiceId;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Second stage, by service: partial sums in; scores and alerts out. */
final class ScoreProcessor implements Processor<String, byte[], String, Object> {

    static final String SERVICES = "watched-services";
    static final String WAITING = "waiting-partials";

    private static final Duration TICK = Duration.ofSeconds(1);

    private final TopologyConfig config;
    private final StateReader reader = new StateReader();
    private ProcessorContext<String, Object> context;
    private TaskMetrics metrics;
    private Refusals refusals;
    private HeapStore<ServiceId, WatchedService> services;
    private HeapStore<WaitingPartial, ServicePartial> waiting;
    private ServiceWatch watch;
    private ServiceWatch.Findings findings;

    ScoreProcessor(TopologyConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, Object> taskContext) {
        context = taskContext;
        metrics = new TaskMetrics(context, "score-services");
        refusals = new Refusals(context, metrics);
        services = context.getStateStore(SERVICES);
        waiting = context.getStateStore(WAITING);
        HeapStore<ServiceId, KeptLedger> ledgers = context.getStateStore(LedgerProcessor.LEDGERS);
        watch = new ServiceWatch(config, services, new WaitingRoom(waiting), ledgers, context.currentSystemTimeMs());
        findings = new Forwarding();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void tick(long wallMillis) {
        watch.runDue(wallMillis, findings);
        metrics.state(services, waiting);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        ServicePartial partial;
        try {
            partial = ServicePartial.of(record.value(), reader);
        } catch (MalformedRecord e) {
            refusals.malformed(record.withKey(record.key().getBytes(UTF_8)), e);
            return;
        }
        watch.take(partial, context.currentSystemTimeMs(), findings);
        metrics.tracked(services.size());
    }

    @Override
    public void close() {
        metrics.close();
    }

    /** Sends results on, each at its own event time. */
    private final class Forwarding implements ServiceWatch.Findings {

        @Override
        public void score(LeakScore score) {
            context.forward(new Record<>(keyOf(score), score, score.getWindowEndMs()));
        }

        @Override
        public void alert(LeakAlert alert) {
            context.forward(new Record<>(keyOf(alert.getScore()), alert, alert.getAtMs()));
        }

        private String keyOf(LeakScore score) {
            return Topics.serviceKey(score.getServiceNamespace(), score.getServiceName());
        }
    }
}
