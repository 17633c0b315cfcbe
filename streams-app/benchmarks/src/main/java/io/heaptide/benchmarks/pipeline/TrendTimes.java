package io.heaptide.benchmarks.pipeline;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Holds the time of each trend against the time of the batch that closed its pane. */
final class TrendTimes implements AutoCloseable {

    private static final long PANE_MILLIS = 60_000;
    private static final int HIGHEST_MILLIS = 1 << 17;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final double[] SHARES = {0.5, 0.99, 1};

    private final Map<Close, Long> closedMillis = new ConcurrentHashMap<>();
    private final Delays others = new Delays();
    private final Delays hot = new Delays();
    private final AvroCodec<SeriesTrend> codec = AvroCodec.of(Topics.SERIES_TRENDS);
    private final String bootstrapServers;
    private final InstantSource clock;
    private final IntPredicate isHot;
    private final Thread reader = new Thread(this::read, "trends");
    private volatile long fromMillis = Long.MAX_VALUE;
    private volatile boolean stopped;

    /** The close of one pane on one node. */
    private record Close(int node, long paneEndMillis) {}

    /** @param isHot which instances, by number, are counted for themselves */
    TrendTimes(String bootstrapServers, InstantSource clock, IntPredicate isHot) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.isHot = isHot;
        reader.setDaemon(true);
        reader.start();
    }

    /** Panes that end before this do not count. */
    void countFrom(Instant begin) {
        fromMillis = begin.toEpochMilli();
    }

    /** A node's batch, whose newest reading is of a time, is in Kafka; the first past a minute closes the pane before. */
    void batch(int node, long newestMillis, long arrivedMillis) {
        closedMillis.merge(new Close(node, newestMillis / PANE_MILLIS * PANE_MILLIS), arrivedMillis, Math::min);
    }

    private void read() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SERIES_TRENDS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    take(record, clock.millis());
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long nowMillis) {
        SeriesTrend trend = codec.decode(record.value());
        int number = BenchInstance.numberOf(trend.getInstance().getServiceInstanceId());
        Long closed = closedMillis.get(new Close(number / Workload.INSTANCES_PER_NODE, trend.getWindowEndMs()));
        if (closed != null && trend.getWindowEndMs() >= fromMillis) { // else its pane was closed by silence
            (isHot.test(number) ? hot : others).add(record.timestamp() - closed, nowMillis - closed);
        }
    }

    /** Shares of all trends so far. */
    Figures figures() throws IOException {
        if (others.count() + hot.count() == 0) {
            throw new IOException("no trend came");
        }
        return hot.addTo(others.addTo(new Figures(Map.of()), ""), "hot_");
    }

    @Override
    public void close() {
        stopped = true;
        try {
            reader.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often which delay was seen. */
    private static final class Delays {
        private final long[] appended = new long[HIGHEST_MILLIS];
        private final long[] visible = new long[HIGHEST_MILLIS];

        synchronized void add(long appendedMillis, long visibleMillis) {
            count(appended, appendedMillis);
            count(visible, visibleMillis);
        }

        private static void count(long[] counts, long millis) {
            counts[(int) Math.max(0, Math.min(HIGHEST_MILLIS - 1, millis))]++;
        }

        synchronized long count() {
            return Arrays.stream(appended).sum();
        }

        synchronized Figures addTo(Figures figures, String prefix) {
            if (count() == 0) {
                return figures;
            }
            Figures more = figures.with(prefix + "trends", (double) count());
            for (double share : SHARES) {
                String name = share == 1 ? "max" : "p" + Math.round(share * 100);
                more = more.with(prefix + "appended_ms_" + name, at(appended, share))
                        .with(prefix + "visible_ms_" + name, at(visible, share));
            }
            return more;
        }

        private static double at(long[] counts, double share) {
            long left = (long) Math.ceil(Arrays.stream(counts).sum() * share);
            for (int millis = 0; millis < counts.length; millis++) {
                left -= counts[millis];
                if (left <= 0) {
                    return millis;
                }
            }
            return counts.length;
        }
    }
}
