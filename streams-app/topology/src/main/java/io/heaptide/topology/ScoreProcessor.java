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
    private ProcessorContext<String, Object> context;
    private TaskMetrics metrics;
    private Refusals refusals;
    private HeapStore<ServiceId, WatchedService> services;
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
        watch = new ServiceWatch(
                config,
                services,
                new WaitingRoom(context.getStateStore(WAITING)),
                context.getStateStore(LedgerProcessor.LEDGERS),
                context.currentSystemTimeMs());
        findings = new Forwarding();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, wallMillis -> watch.runDue(wallMillis, findings));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        ServicePartial partial;
        try {
            partial = ServicePartial.of(record.value());
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
