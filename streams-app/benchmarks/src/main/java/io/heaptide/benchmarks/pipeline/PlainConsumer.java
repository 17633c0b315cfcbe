package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.schemas.Topics;
import io.heaptide.topology.BareDetection;
import io.heaptide.topology.TopologyConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** As fast as it could be: consumers that decode and run the same detection, and keep and send nothing. */
final class PlainConsumer implements Contestant {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final LongAdder taken = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    PlainConsumer(String bootstrapServers, Workload workload, int threadCount, InstantSource clock) {
        for (int i = 0; i < threadCount; i++) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = i; partition < Workload.PARTITIONS; partition += threadCount) {
                partitions.add(new TopicPartition(Topics.MEMORY_SAMPLES.name(), partition));
            }
            BareDetection detection = withHistory(workload, partitions);
            Thread thread =
                    new Thread(() -> consume(bootstrapServers, partitions, detection, clock), "plain-consumer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    private static BareDetection withHistory(Workload workload, List<TopicPartition> partitions) {
        DetectorPolicy policy = DetectorPolicy.defaults();
        BareDetection detection = new BareDetection(TopologyConfig.of(policy, Workload.PARTITIONS));
        List<Integer> own = partitions.stream().map(TopicPartition::partition).toList();
        for (int number = 0; number < workload.instances(); number++) {
            BenchInstance instance = workload.instance(number);
            if (own.contains(instance.partition())) {
                detection.restore(instance.stored(workload.begin(), policy));
            }
        }
        return detection;
    }

    private void consume(
            String bootstrapServers, List<TopicPartition> partitions, BareDetection detection, InstantSource clock) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "max.partition.fetch.bytes",
                4 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    taken.add(detection.take(record.value(), record.timestamp(), clock.millis()));
                }
            }
        }
    }

    @Override
    public long taken() {
        return taken.sum();
    }

    @Override
    public Map<String, Double> sentBytes() {
        return Map.of();
    }

    @Override
    public long stateBytes() {
        return 0;
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(STOP_PATIENCE.toMillis());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
