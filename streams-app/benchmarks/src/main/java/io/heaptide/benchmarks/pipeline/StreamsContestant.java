package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.topology.LeakTopology;
import io.heaptide.topology.StreamsSettings;
import io.heaptide.topology.TopologyConfig;
import io.heaptide.topology.TopologyGauges;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A topology on Kafka Streams. */
final class StreamsContestant implements Contestant {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final KafkaStreams streams;
    private final Counter counter;
    private List<? extends Metric> counters = List.of();
    private long foundNanos;

    StreamsContestant(Topology topology, Properties properties, Counter counter) {
        this.counter = counter;
        this.streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        foundNanos = System.nanoTime() - LOOK_AGAIN.toNanos();
    }

    @Override
    public void start() {
        streams.start();
    }

    /** Heaptide's own topology. */
    static StreamsContestant heaptide(StreamsSettings settings) {
        TopologyConfig config = TopologyConfig.of(DetectorPolicy.defaults(), Workload.PARTITIONS)
                .withMaxStateBytes(Long.MAX_VALUE);
        return new StreamsContestant(
                new LeakTopology(config).get(), settings.properties(), StreamsContestant::consumed);
    }

    /** A topology as the DSL's documentation has it, with the same guarantee, commits and threads. */
    static StreamsContestant naive(StreamsSettings settings) {
        NaiveTopology naive = new NaiveTopology();
        Properties properties = settings.properties();
        properties.remove(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG);
        return new StreamsContestant(naive.topology(), properties, contestant -> naive.taken());
    }

    @Override
    public long taken() {
        return counter.taken(this);
    }

    @Override
    public long stateBytes() throws InterruptedException {
        long begun = System.nanoTime();
        TopologyGauges gauges = TopologyGauges.of(streams.metrics());
        while (gauges.consumed() > 0
                && gauges.stateBytes() == 0
                && System.nanoTime() - begun < COMMIT_PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(100);
            gauges = TopologyGauges.of(streams.metrics());
        }
        return gauges.stateBytes();
    }

    /** Asked ten times a second: collecting all metrics each time would take a twentieth of what is measured. */
    private long consumed() {
        if (System.nanoTime() - foundNanos > LOOK_AGAIN.toNanos()) {
            foundNanos = System.nanoTime();
            counters = streams.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals(TopologyGauges.CONSUMED))
                    .toList();
        }
        return (long) counters.stream().mapToDouble(StreamsContestant::value).sum();
    }

    @Override
    public Map<String, Double> sentBytes() {
        Map<String, Double> sent = new HashMap<>();
        for (Metric metric : streams.metrics().values()) {
            if (metric.metricName().group().equals("producer-topic-metrics")
                    && metric.metricName().name().equals("byte-total")) {
                sent.merge(metric.metricName().tags().getOrDefault("topic", ""), value(metric), Double::sum);
            }
        }
        return sent;
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    /** Counts the samples that were taken. */
    private interface Counter {
        long taken(StreamsContestant contestant);
    }

    @Override
    public void close() {
        streams.close(STOP_PATIENCE);
    }
}
