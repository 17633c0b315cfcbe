package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Buckets;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One fleet's samples through one real broker, and what came of them. */
final class PipelineRun implements AutoCloseable {

    static final List<String> SERVICES = List.of("cart", "search", "billing");

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final List<List<SimulatedInstance>> fleetByBucket;
    private final LocalKafka broker;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param start of the fleet; recent, because a broker deletes by event time what is older than its retention */
    PipelineRun(Instant start) throws ExecutionException, InterruptedException {
        fleetByBucket = fleet(start);
        broker = LocalKafka.temporary();
        createTopics();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "linger.ms", "2"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        List<NewTopic> topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), StreamsChild.PARTITIONS, (short) 1).configs(topic.config()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Stops the broker and starts it again on the same data. */
    void restartBroker() {
        broker.restart();
    }

    /** Sends the fleet's samples of {@code [from, to)}, each interval of event time in so much wall-clock time. */
    void send(Instant from, Instant to, Duration pace) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(INTERVAL)) {
            for (int bucket = 0; bucket < fleetByBucket.size(); bucket++) {
                byte[] value = codec.encode(Batches.at(at, fleetByBucket.get(bucket)));
                int partition = Buckets.partition(bucket, StreamsChild.PARTITIONS);
                byte[] key = Integer.toString(bucket).getBytes(UTF_8);
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.MEMORY_SAMPLES.name(), partition, at.toEpochMilli(), key, value)));
            }
            TimeUnit.NANOSECONDS.sleep(pace.toNanos());
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
    }

    /** Waits until every service has been scored up to a time; returns how long that took. */
    Duration awaitScores(Instant upTo) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            Map<String, Long> newest = new HashMap<>();
            for (LeakScore score : scores()) {
                newest.merge(score.getServiceName(), score.getWindowEndMs(), Math::max);
            }
            boolean done =
                    SERVICES.stream().allMatch(service -> newest.getOrDefault(service, 0L) >= upTo.toEpochMilli());
            if (done) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new AssertionError("services were not scored up to " + upTo + " within " + PATIENCE);
    }

    List<SeriesTrend> trends() {
        return read(Topics.SERIES_TRENDS);
    }

    List<LeakScore> scores() {
        return read(Topics.LEAK_SCORES);
    }

    List<LeakAlert> alerts() {
        return read(Topics.LEAK_ALERTS);
    }

    /** Records in a topic that a committed reader sees. */
    int count(String topic) {
        return readBytes(topic).size();
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        AvroCodec<T> values = AvroCodec.of(topic);
        return readBytes(topic.name()).stream()
                .map(record -> values.decode(record.value()))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> readBytes(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // of a committed reader: the last stable offset
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** Two leaking instances of one service and healthy ones of two others, spread over all partitions. */
    private static List<List<SimulatedInstance>> fleet(Instant start) {
        List<List<SimulatedInstance>> byBucket = new ArrayList<>();
        for (int bucket = 0; bucket < StreamsChild.PARTITIONS; bucket++) {
            List<SimulatedInstance> onNode = new ArrayList<>();
            for (String service : SERVICES) {
                MemorySeries series =
                        MemorySeries.at(mib(300)).noise(mib(3)).seed(100L * bucket + SERVICES.indexOf(service));
                boolean leaks = service.equals("cart");
                onNode.add(SimulatedInstance.of(
                        service, service + "-" + bucket, start, leaks ? series.growingPerHour(mib(300)) : series));
            }
            byBucket.add(onNode);
        }
        return byBucket;
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
