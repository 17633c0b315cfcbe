package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {
    private static LocalKafka shared;

    @TempDir
    Path directory;

    private TopicPartition partition;

    @BeforeAll
    static void start() {
        shared = LocalKafka.temporary();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        partition = new TopicPartition(test.getTestMethod().orElseThrow().getName(), 0);
        createTopic(shared);
    }

    @Test
    void keepsWhatItAcknowledgedOverAKill() throws Exception {
        send(shared, 0, 500);

        shared.kill();
        assertThat(shared.isAlive()).isFalse();
        shared.restart();
        send(shared, 500, 1000);

        assertThat(values(shared)).isEqualTo(numbers(0, 1000));
    }

    @Test
    void keepsWhatItAcknowledgedOverARestartWhichIsNoCrash() throws Exception {
        CompletableFuture<String> crash = shared.crash();
        send(shared, 0, 10);

        shared.restart();

        assertThat(values(shared)).isEqualTo(numbers(0, 10));
        assertThat(crash).isNotDone();
    }

    @Test
    void reportsItsCrashWithItsLastWords() throws Exception {
        long pid = shared.pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        assertThat(shared.crash().get(60, TimeUnit.SECONDS))
                .contains("Kafka broker (pid " + pid + ") ended by itself")
                .contains("Full log: " + shared.log());
        shared.restart();
        assertThat(shared.isAlive()).isTrue();
    }

    @Test
    void takesTransactions() throws Exception {
        try (KafkaProducer<String, String> producer = producer(shared, Map.of("transactional.id", "it"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), "0")).get(60, TimeUnit.SECONDS);
            producer.commitTransaction();
        }

        assertThat(values(shared)).isEqualTo(numbers(0, 1));
    }

    @Test
    void refusesASecondBrokerInItsDirectory() {
        Path taken = shared.directory();

        assertThatThrownBy(() -> LocalKafka.start(LocalKafkaConfig.in(taken)))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining("already runs in " + taken)
                .hasMessageContaining("pid " + shared.pid());
    }

    @Test
    void refusesAPortThatAnotherProgramHolds() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalKafkaConfig config = LocalKafkaConfig.in(directory).withPort(other.getLocalPort());

            assertThatThrownBy(() -> LocalKafka.start(config))
                    .isInstanceOf(LocalEngineException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("choose another port for Kafka");
        }
    }

    @Test
    void saysWhyItCannotStart() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/meta.properties"), "version=1\ncluster.id=x\nnode.id=7\n");

        assertThatThrownBy(() -> LocalKafka.start(LocalKafkaConfig.in(directory)))
                .isInstanceOf(LocalEngineException.class)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("Stored node id 7 doesn't match previous node id 1");
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        ProcessHandle broker = KilledParent.startAndKill("kafka", directory);

        broker.onExit().get(60, TimeUnit.SECONDS);
        assertThat(broker.isAlive()).isFalse();
    }

    private void createTopic(LocalKafka broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private void send(LocalKafka broker, int from, int to) throws Exception {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
            for (String value : numbers(from, to)) {
                producer.send(new ProducerRecord<>(partition.topic(), value)).get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static KafkaProducer<String, String> producer(LocalKafka broker, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private List<String> values(LocalKafka broker) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<String> values = new ArrayList<>();
            for (int polls = 0; polls < 30 && consumer.position(partition) < end; polls++) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(each.value());
                }
            }
            return values;
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
