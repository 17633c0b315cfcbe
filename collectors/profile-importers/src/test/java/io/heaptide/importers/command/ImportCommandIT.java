package io.heaptide.importers.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code import} → a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportCommandIT {

    private static final String REPORT = """
            [11:16:33] Top 9 stacks with outstanding allocations:
            \t100 bytes in 2 allocations from stack
            \t\tcache_put+0x13 [shop]
            """;

    private final LocalKafka kafka = LocalKafka.temporary();

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(topic(Topics.ALLOCATION_SUMMARIES.name()), topic(Topics.MEMORY_SAMPLES.name())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** It keeps records of any day: those of the tests are of fixed ones. */
    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1).configs(Map.of("retention.ms", "-1"));
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void publishesASummaryOfTheService() throws Exception {
        String file = Files.writeString(folder.resolve("shop.memleak"), REPORT).toString();
        StringWriter out = new StringWriter();
        CommandLine command = ImportCommand.commandLine().setOut(new PrintWriter(out, true));

        int exitCode = command.execute(
                "memleak",
                file,
                "--service=shop",
                "--namespace=acme",
                "--instance=shop-1",
                "--version=1.42",
                "--at=2026-11-23T12:00:00Z",
                "--kafka=" + kafka.bootstrapServers());

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .isEqualTo(String.format(
                        "1 sites with 100 live bytes of acme/shop published to %s%n",
                        Topics.ALLOCATION_SUMMARIES.name()));
        List<ConsumerRecord<String, byte[]>> records = records(Topics.ALLOCATION_SUMMARIES.name());
        assertThat(records).hasSize(1);
        assertThat(records.get(0).key()).isEqualTo("acme/shop");
        AllocationSummary summary =
                AvroCodec.of(Topics.ALLOCATION_SUMMARIES).decode(records.get(0).value());
        assertThat(summary.getSource()).isEqualTo("memleak");
        assertThat(summary.getInstance().getServiceInstanceId()).isEqualTo("shop-1");
        assertThat(summary.getInstance().getServiceVersion()).isEqualTo("1.42");
        assertThat(summary.getWindowEndMs()).isEqualTo(1_795_435_200_000L);
        assertThat(summary.getSites()).extracting(site -> site.getLiveBytes()).containsExactly(100.0);
    }

    @Test
    void publishesTheReadingsOfAFunction() throws Exception {
        String file = Files.writeString(
                        folder.resolve("tail.txt"),
                        "2026-07-01T10:00:00.123000+00:00 2026/07/01/[42]aaaa1111 REPORT RequestId: r-1\t"
                                + "Memory Size: 512 MB\tMax Memory Used: 90 MB\t\n")
                .toString();
        StringWriter out = new StringWriter();
        CommandLine command = ImportCommand.commandLine().setOut(new PrintWriter(out, true));

        assertThat(command.execute("lambda", file, "--service=checkout", "--kafka=" + kafka.bootstrapServers()))
                .isZero();

        assertThat(out.toString()).startsWith("2 readings of 1 sandboxes of /checkout published to ");
        List<ConsumerRecord<String, byte[]>> records = records(Topics.MEMORY_SAMPLES.name());
        assertThat(records).hasSize(1);
        assertThat(AvroCodec.of(Topics.MEMORY_SAMPLES)
                        .decode(records.get(0).value())
                        .getSeries())
                .extracting(series -> series.getSignal())
                .containsExactlyInAnyOrder("faas.mem_usage", "faas.memory.limit");
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
