package io.heaptide.app;

import io.heaptide.topology.LeakTopology;
import io.heaptide.topology.RestoreWatch;
import io.heaptide.topology.TaskCount;
import io.heaptide.topology.TopologyGauges;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leak topology on Kafka Streams. */
final class TopologyPart implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyPart.class);
    private static final Duration STOP_TIME = Duration.ofSeconds(7);

    /** Of a partition, as Kafka's consumer tells it. */
    private static final String LAG = "records-lag";

    private static final String TOPIC = "topic";

    private final KafkaStreams streams;
    private final RestoreWatch restores = new RestoreWatch();

    /** @param failed told once the topology has stopped because of a fault of ours */
    TopologyPart(AppConfig config, Runnable failed) {
        streams = new KafkaStreams(
                new LeakTopology(config.topology()).get(), config.streams().properties());
        streams.setUncaughtExceptionHandler(TopologyPart::crash);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                failed.run();
            }
        });
        streams.start();
    }

    // what is malformed was dead-lettered long before: this is our bug, and another thread would meet it again
    private static StreamThreadExceptionResponse crash(Throwable bug) {
        LOG.error("the topology failed and stops", bug);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @Override
    public Role role() {
        return Role.TOPOLOGY;
    }

    @Override
    public PartHealth health() {
        KafkaStreams.State state = streams.state();
        return new PartHealth(
                state == KafkaStreams.State.RUNNING,
                state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING,
                new Detail(
                        state.name(), restores.restoring(), restores.longest(), TopologyGauges.of(streams.metrics())));
    }

    @Override
    public void tell(Meters meters) {
        TaskCount.of(streams.metrics())
                .forEach(count ->
                        meters.count(count.name(), "Of one task since it came here", tags(count), count.value()));
        TopologyGauges gauges = TopologyGauges.of(streams.metrics());
        Tags none = Tags.empty();
        meters.gauge("heaptide.state.entries", "Instances, services and ledgers kept", none, gauges.entries());
        meters.gauge("heaptide.state.series", "Series of instances heard of", none, gauges.series());
        meters.gauge("heaptide.state.bytes", "Size of the state in its changelogs", none, gauges.stateBytes());
        meters.gauge("heaptide.state.dirty", "Entries that the next commit writes", none, gauges.dirtyEntries());
        meters.gauge("heaptide.restore.partitions", "Partitions of state not back yet", none, restores.restoring());
        meters.count("heaptide.restore.entries", "Entries of state read back", none, restores.entries());
        meters.gauge("heaptide.topology.lag", "Records in Kafka that were not read yet", none, lag());
    }

    private static Tags tags(TaskCount count) {
        Tags tags = Tags.of("task", count.task(), "processor", count.processor());
        return count.reason().map(why -> tags.and("heaptide.drop.reason", why)).orElse(tags);
    }

    // what is read of changelogs is restoring, which has its own numbers
    private long lag() {
        return (long) streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(LAG))
                .filter(metric ->
                        !metric.metricName().tags().getOrDefault(TOPIC, "").endsWith("-changelog"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(Double::isFinite)
                .sum();
    }

    @Override
    public void close() {
        boolean closed = streams.close(CloseOptions.timeout(STOP_TIME));
        if (!closed) {
            LOG.warn("the topology did not stop within {}; Kafka aborts its open transaction", STOP_TIME);
        }
    }

    /**
     * What its health says beside yes or no.
     *
     * @param restoring partitions of state that are not back yet
     * @param longestRestore the longest that one of them took
     */
    private record Detail(String state, int restoring, Duration longestRestore, TopologyGauges gauges) {}
}
