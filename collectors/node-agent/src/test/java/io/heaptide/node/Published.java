package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What an agent has published, as whoever reads the topics sees it. */
final class Published implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final AvroCodec<MemorySampleBatch> batches = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final AvroCodec<LifecycleEvent> events = AvroCodec.of(Topics.LIFECYCLE_EVENTS);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Sample> samples = new ArrayList<>();
    private final List<LifecycleEvent> told = new ArrayList<>();

    private record Sample(InstanceRef instance, String signal, long bytes) {}

    Published(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "1000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.MEMORY_SAMPLES.name(), Topics.LIFECYCLE_EVENTS.name()));
    }

    void await(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                read(record);
            }
        }
        assertThat(condition.getAsBoolean()).as(what + ", of " + told).isTrue();
    }

    boolean has(String service, LifecycleType type) {
        return types(service).contains(type);
    }

    List<LifecycleType> types(String service) {
        return events(service).stream().map(LifecycleEvent::getType).toList();
    }

    long killLimit(String service) {
        return events(service).stream()
                .filter(event -> event.getType() == LifecycleType.OOM_KILL)
                .map(LifecycleEvent::getLimitBytes)
                .findFirst()
                .orElseThrow();
    }

    List<Long> readings(String service, String signal) {
        return samples.stream()
                .filter(sample -> sample.instance().getServiceName().equals(service))
                .filter(sample -> sample.signal().equals(signal))
                .map(Sample::bytes)
                .toList();
    }

    InstanceRef instance(String service) {
        return events(service).get(0).getInstance();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<LifecycleEvent> events(String service) {
        return told.stream()
                .filter(event -> event.getInstance().getServiceName().equals(service))
                .toList();
    }

    private void read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        if (record.topic().equals(Topics.LIFECYCLE_EVENTS.name())) {
            told.add(events.decode(record.value()));
            return;
        }
        MemorySampleBatch batch = batches.decode(record.value());
        for (int row = 0; row < batch.getSeriesIndex().size(); row++) {
            SeriesRef series = batch.getSeries().get(batch.getSeriesIndex().get(row));
            samples.add(new Sample(
                    batch.getInstances().get(series.getInstanceIndex()),
                    series.getSignal(),
                    batch.getUsedBytes().get(row)));
        }
    }
}
