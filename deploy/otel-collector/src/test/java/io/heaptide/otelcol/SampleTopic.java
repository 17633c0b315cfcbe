package io.heaptide.otelcol;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of readings, read from its beginning on. */
final class SampleTopic implements AutoCloseable {

    private final AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** One reading: who, what, how much. */
    record Row(String service, String instance, String signal, long bytes) {}

    SampleTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.MEMORY_SAMPLES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What came since the last call. */
    List<Row> next() {
        List<Row> rows = new ArrayList<>();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> add(codec.decode(record.value()), rows));
        return rows;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static void add(MemorySampleBatch batch, List<Row> rows) {
        for (int row = 0; row < batch.getSeriesIndex().size(); row++) {
            SeriesRef series = batch.getSeries().get(batch.getSeriesIndex().get(row));
            InstanceRef instance = batch.getInstances().get(series.getInstanceIndex());
            rows.add(new Row(
                    instance.getServiceName(),
                    instance.getServiceInstanceId(),
                    series.getSignal(),
                    batch.getUsedBytes().get(row)));
        }
    }
}
