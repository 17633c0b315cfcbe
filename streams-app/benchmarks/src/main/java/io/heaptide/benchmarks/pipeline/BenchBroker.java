package io.heaptide.benchmarks.pipeline;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A broker of its own for one benchmark, on loopback; gone with its data at the end. */
final class BenchBroker implements AutoCloseable {

    private static final int HEAP_MIB = 768;
    private static final long LEADER_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LocalKafka kafka;
    private final Admin admin;

    BenchBroker() {
        kafka = LocalKafka.temporary(config -> config.withHeapMib(HEAP_MIB).forLongRuns());
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** CPU time of the broker's process so far. */
    Duration cpu() {
        return ProcessHandle.of(kafka.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Makes Heaptide's own topics exist. */
    void createCatalogue() throws IOException {
        waiting(() -> new TopicCatalogue(admin).ensure(Topics.all(Workload.PARTITIONS), (short) 1));
        for (Topic<?> topic : Topics.ALL) {
            awaitLeaders(topic.name());
        }
    }

    void create(String topic, Map<String, String> config) throws IOException {
        NewTopic fresh = new NewTopic(topic, Optional.of(Workload.PARTITIONS), Optional.of((short) 1)).configs(config);
        waiting(() -> admin.createTopics(List.of(fresh)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        awaitLeaders(topic);
    }

    // asked for its end, a partition answers once it is led: a record sent before that may wait for minutes
    private void awaitLeaders(String topic) throws IOException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Workload.PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        long begun = System.nanoTime();
        while (!answers(ends)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IOException("the broker does not lead " + topic + " after " + PATIENCE);
            }
        }
    }

    private boolean answers(Map<TopicPartition, OffsetSpec> ends) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LEADER_MILLIS);
            admin.listOffsets(ends).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopping);
        }
    }

    /** Deletes all topics whose names begin so: what a run has left. */
    void deleteTopics(String prefix) throws IOException {
        waiting(() -> {
            Collection<String> names = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            admin.deleteTopics(names).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        });
    }

    private static void waiting(Request request) throws IOException {
        try {
            request.send();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopping);
        } catch (ExecutionException | TimeoutException refused) {
            throw new IOException("the broker did not do it: " + refused.getMessage(), refused);
        }
    }

    private interface Request {
        void send() throws InterruptedException, ExecutionException, TimeoutException;
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
        kafka.close();
    }
}
