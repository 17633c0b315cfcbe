package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.InstanceId;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.Topics;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KnownDictionariesTest {

    private static final SimulatedInstance CART = SimulatedInstance.of("cart", "cart-0", T0, MemorySeries.at(mib(200)));

    private final HeapStore<InstanceId, TrackedInstance> instances =
            new HeapStore<>(SampleProcessor.INSTANCES, new TrackedInstanceForm());
    private final SampleIntake intake = new SampleIntake(TopologyHarness.CONFIG, instances);
    private final SampleDecoder decoder = new SampleDecoder();

    @Test
    void aDictionaryIsRecognisedOnceItIsResolved() {
        BatchDictionary unresolved = decoded(0).dictionary;
        BatchDictionary resolved = taken(10);

        assertThat(resolved).isNotSameAs(unresolved);
        assertThat(taken(20)).isSameAs(resolved);
        assertThat(instances.size()).isEqualTo(1);
    }

    @Test
    void aDictionaryOfAForgottenInstanceIsResolvedAnew() {
        BatchDictionary before = taken(0);
        instances.remove(Objects.requireNonNull(
                instances.find(instances.slots().iterator().next().key())));

        assertThat(taken(10)).isNotSameAs(before);
        assertThat(instances.size()).isEqualTo(1);
    }

    @Test
    void anotherDictionaryOfTheSameBucketIsNotTakenForIt() {
        BatchDictionary one = taken(0);
        SampleColumns two = decoder.decode(
                encoded(10, CART, SimulatedInstance.of("cart", "cart-1", T0, MemorySeries.at(mib(100)))));

        assertThat(two.dictionary).isNotSameAs(one);
        assertThat(two.dictionary.instances()).hasSize(2);
    }

    @Test
    void allAreForgottenBeyondTheBound() {
        KnownDictionaries known = new KnownDictionaries(600);
        byte[] first = {1};
        known.add(1, new BatchDictionary(first, List.of(), List.of()));
        known.add(2, new BatchDictionary(new byte[] {2}, List.of(), List.of()));
        assertThat(known.find(1, first, 0)).isNotNull();

        known.add(3, new BatchDictionary(new byte[200], List.of(), List.of()));

        assertThat(known.find(1, first, 0)).isNull();
        assertThat(known.find(3, new byte[200], 0)).isNotNull();
    }

    private BatchDictionary taken(int second) {
        SampleColumns columns = decoded(second);
        assertThat(intake.take(columns, Long.MAX_VALUE).scored()).isEqualTo(2);
        return columns.dictionary;
    }

    private SampleColumns decoded(int second) {
        return decoder.decode(encoded(second, CART));
    }

    private static byte[] encoded(int second, SimulatedInstance... fleet) {
        return AvroCodec.of(Topics.MEMORY_SAMPLES).encode(Batches.at(T0.plusSeconds(second), fleet));
    }
}
