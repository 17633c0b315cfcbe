package io.heaptide.gateway;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.Topics;
import io.heaptide.signals.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to where it ends now, as any consumer of it would. */
record TopicReader(String bootstrapServers) {

    <T extends SpecificRecordBase> List<T> all(Topic<T> topic) {
        AvroCodec<T> codec = AvroCodec.of(topic);
        List<T> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("could not read " + topic.name() + " in 30 s");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(codec.decode(record.value())));
            }
        }
        return values;
    }

    /** The readings of one instance, in the order of the topic. */
    List<Reading> readings(String instanceId) {
        return all(Topics.MEMORY_SAMPLES).stream()
                .flatMap(batch -> readings(batch, instanceId))
                .toList();
    }

    private static Stream<Reading> readings(MemorySampleBatch batch, String instanceId) {
        return IntStream.range(0, batch.getSeriesIndex().size())
                .filter(i -> instance(batch, i).getServiceInstanceId().equals(instanceId))
                .mapToObj(i -> {
                    SeriesRef series = series(batch, i);
                    return new Reading(
                            series.getSignal(),
                            series.getPool(),
                            batch.getBaseTimeMs() + batch.getTimeOffsetMs().get(i),
                            batch.getUsedBytes().get(i));
                });
    }

    private static SeriesRef series(MemorySampleBatch batch, int row) {
        return batch.getSeries().get(batch.getSeriesIndex().get(row));
    }

    private static InstanceRef instance(MemorySampleBatch batch, int row) {
        return batch.getInstances().get(series(batch, row).getInstanceIndex());
    }
}
