package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.core.ServiceId;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapStoreTest {

    private static final String STORE = "rounds";
    private static final ServiceId CART = new ServiceId("shop", "cart");

    private final StateMemory memory = new StateMemory(10_000);
    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<String, String> commands =
            driver.createInputTopic("commands", new StringSerializer(), new StringSerializer());

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    @Test
    void logsAnEntryOncePerCommitHoweverOftenItChanges() {
        commands.pipeInput("cart", "1,2,3,4,5");

        assertThat(changelog()).hasSize(1);
    }

    @Test
    void logsNothingForWhatDidNotChange() {
        commands.pipeInput("cart", "1");
        changelog();
        commands.pipeInput("cart", "");

        assertThat(changelog()).isEmpty();
    }

    @Test
    void restoresWhatItLogged() {
        commands.pipeInput("cart", "1,2,7");
        HeapStore<ServiceId, Round> restored = new HeapStore<>(STORE, new Round.Form());
        changelog().forEach(entry -> restored.restore(entry.key(), entry.value()));

        assertThat(stateIn(restored)).isEqualTo(new Round(7, 0, 0, 0));
        assertThat(restored.dirtyCount()).isZero();
    }

    @Test
    void logsATombstoneForWhatWasRemovedAndForgetsItOnRestore() {
        commands.pipeInput("cart", "1");
        commands.pipeInput("cart", "remove");
        List<TestRecord<byte[], byte[]>> log = changelog();
        HeapStore<ServiceId, Round> restored = new HeapStore<>(STORE, new Round.Form());
        log.forEach(entry -> restored.restore(entry.key(), entry.value()));

        assertThat(log).hasSize(2);
        assertThat(log.get(1).value()).isNull();
        assertThat(restored.size()).isZero();
    }

    @Test
    void keepsTheLastWordWhenAnEntryIsRemovedAndTakenUpAgainBetweenTwoCommits() {
        commands.pipeInput("cart", "1");
        changelog();
        commands.pipeInput("cart", "remove,9");
        HeapStore<ServiceId, Round> restored = new HeapStore<>(STORE, new Round.Form());
        changelog().forEach(entry -> restored.restore(entry.key(), entry.value()));

        assertThat(stateIn(restored).dueMillis()).isEqualTo(9);
    }

    @Test
    void logsNothingForWhatCameAndWentBetweenTwoCommits() {
        commands.pipeInput("cart", "1,remove");

        assertThat(changelog()).isEmpty();
    }

    @Test
    void saysWhatItCannotReadInsteadOfStartingAfresh() {
        commands.pipeInput("cart", "1");
        TestRecord<byte[], byte[]> logged = changelog().get(0);
        byte[] fromTheFuture = logged.value().clone();
        fromTheFuture[0] = 99;
        HeapStore<ServiceId, Round> restored = new HeapStore<>(STORE, new Round.Form());
        restored.restore(logged.key(), fromTheFuture);

        assertThatThrownBy(() -> stateIn(restored))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(CART.toString())
                .hasRootCauseMessage(
                        "form 99 is not known to this build, which writes form 3; do not go back behind the"
                                + " version that wrote it");
    }

    @Test
    void countsWhatItHoldsAndGivesItBack() {
        commands.pipeInput("cart", "1,2");
        commands.pipeInput("search", "1");
        long two = memory.usedBytes();
        commands.pipeInput("search", "remove");
        long one = memory.usedBytes();
        commands.pipeInput("cart", "remove");

        assertThat(two).isEqualTo(2 * one);
        assertThat(one).isPositive();
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void countsRestoredEntriesOnceHoweverOftenTheyWereLogged() {
        commands.pipeInput("cart", "1");
        commands.pipeInput("cart", "2");
        StateMemory own = new StateMemory(1);
        HeapStore<ServiceId, Round> restored = new HeapStore<>(STORE, new Round.Form(), own);
        List<TestRecord<byte[], byte[]>> log = changelog();
        log.forEach(entry -> restored.restore(entry.key(), entry.value()));

        assertThat(log).hasSize(2);
        assertThat(restored.stateBytes()).isEqualTo(log.get(1).value().length);
        assertThat(restored.isFull()).isTrue();
        restored.close();
        assertThat(own.usedBytes()).isZero();
    }

    private static Round stateIn(HeapStore<ServiceId, Round> store) {
        return Objects.requireNonNull(store.find(CART)).state();
    }

    private List<TestRecord<byte[], byte[]>> changelog() {
        return new ArrayList<>(driver.createOutputTopic(
                        "test-" + STORE + "-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
    }

    private TopologyTestDriver driver() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(new HeapStoreBuilder<>(STORE, new Round.Form(), memory));
        builder.stream("commands", Consumed.with(Serdes.String(), Serdes.String()))
                .process(Obeying::new, STORE);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return new TopologyTestDriver(builder.build(), properties);
    }

    /** Puts, changes and removes as told. */
    private static final class Obeying extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            HeapStore<ServiceId, Round> store = context().getStateStore(STORE);
            for (String word :
                    record.value().isEmpty() ? new String[0] : record.value().split(",", -1)) {
                obey(store, new ServiceId("shop", record.key()), word);
            }
        }

        private static void obey(HeapStore<ServiceId, Round> store, ServiceId key, String word) {
            Slot<ServiceId, Round> slot = store.find(key);
            if (slot == null) {
                store.create(key, new Round(Long.parseLong(word), 0, 0, 0));
            } else if (word.equals("remove")) {
                store.remove(slot);
            } else {
                slot.replace(new Round(Long.parseLong(word), 0, 0, 0));
            }
        }
    }
}
