package io.heaptide.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.core.DetectorPolicy;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import io.heaptide.topology.StoredInstance;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills topics: with batches as publishers send them, with single samples, with state. */
final class Feeder implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);

    Feeder(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "compression.type",
                        "zstd",
                        "linger.ms",
                        "5",
                        "batch.size",
                        Integer.toString(1 << 18),
                        "buffer.memory",
                        Long.toString(64L << 20),
                        "max.request.size",
                        Integer.toString(Topics.MEMORY_SAMPLES.maxMessageBytes())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends all samples of a workload, in the order of time. */
    void samples(Workload workload) {
        for (int batch = 0; batch < workload.batchesPerNode(); batch++) {
            for (int node = 0; node < workload.nodes(); node++) {
                batch(workload, batch, node);
            }
        }
        flush();
    }

    /** Sends one node's batch. */
    void batch(Workload workload, int batch, int node) {
        batch(workload, batch, node, sent -> {});
    }

    /** Sends one node's batch, and says when Kafka had it, in milliseconds of the epoch. */
    void batch(Workload workload, int batch, int node, LongConsumer arrived) {
        int first = node * Workload.INSTANCES_PER_NODE;
        int end = Math.min(workload.instances(), first + Workload.INSTANCES_PER_NODE);
        List<InstanceRef> instances = new ArrayList<>();
        List<SeriesRef> series = new ArrayList<>();
        for (int number = first; number < end; number++) {
            instances.add(workload.instance(number).ref(workload.begin()));
            for (var id : BenchInstance.SERIES) {
                series.add(new SeriesRef(number - first, id.signal(), id.pool()));
            }
        }
        BenchInstance any = workload.instance(first);
        long second = workload.begin().getEpochSecond() + (long) batch * Workload.READINGS_PER_BATCH;
        Columns columns = Columns.of(workload, first, end, second);
        byte[] value = codec.encode(new MemorySampleBatch(
                any.bucket(),
                "agent-" + any.node(),
                instances,
                series,
                second * 1000,
                columns.series(),
                columns.offsets(),
                columns.bytes()));
        send(Topics.MEMORY_SAMPLES.name(), any.partition(), key(any.bucket()), value, arrived);
    }

    /** Sends the state of all instances to an application's changelog. */
    void history(Workload workload, String applicationId, DetectorPolicy policy) {
        for (int number = 0; number < workload.instances(); number++) {
            BenchInstance instance = workload.instance(number);
            StoredInstance stored = instance.stored(workload.begin(), policy);
            send(StoredInstance.topic(applicationId), instance.partition(), stored.key(), stored.value());
        }
        flush();
    }

    /** Sends samples one by one, keyed by series, as a topology without batches would have them. */
    void singles(String topic, Workload workload, long count) {
        long sent = 0;
        for (long second = workload.begin().getEpochSecond(); sent < count; second++) {
            for (int number = 0; number < workload.instances() && sent < count; number++) {
                BenchInstance instance = workload.instance(number);
                for (int series = 0; series < BenchInstance.SERIES.size(); series++) {
                    byte[] value = ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(second * 1000)
                            .putLong(instance.bytesAt(series, second))
                            .array();
                    byte[] key = ("series-" + number + "-" + series).getBytes(UTF_8);
                    send(topic, number % Workload.PARTITIONS, key, value);
                    sent++;
                }
            }
        }
        flush();
    }

    private static byte[] key(int bucket) {
        return Integer.toString(bucket).getBytes(UTF_8);
    }

    private void send(String topic, int partition, byte[] key, byte[] value) {
        send(topic, partition, key, value, arrived -> {});
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, without a list of millions
    private void send(String topic, int partition, byte[] key, byte[] value, LongConsumer arrived) {
        producer.send(new ProducerRecord<>(topic, partition, key, value), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            } else {
                arrived.accept(metadata.timestamp());
            }
        });
    }

    /** Bytes that Kafka was sent for a topic, compressed. */
    double sentBytes(String topic) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals("producer-topic-metrics"))
                .filter(metric -> metric.getKey().name().equals("byte-total"))
                .filter(metric -> topic.equals(metric.getKey().tags().get("topic")))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    void flush() {
        producer.flush();
        Exception first = failure.get();
        if (first != null) {
            throw new KafkaException("a benchmark's topic was not filled", first);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** The rows of a batch: second by second, as an agent reads. */
    private record Columns(List<Integer> series, List<Integer> offsets, List<Long> bytes) {

        static Columns of(Workload workload, int first, int end, long from) {
            Columns columns = new Columns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int second = 0; second < Workload.READINGS_PER_BATCH; second++) {
                for (int number = first; number < end; number++) {
                    for (int one = 0; one < BenchInstance.SERIES.size(); one++) {
                        columns.series.add((number - first) * BenchInstance.SERIES.size() + one);
                        columns.offsets.add(second * 1000);
                        columns.bytes.add(workload.instance(number).bytesAt(one, from + second));
                    }
                }
            }
            return columns;
        }
    }
}
