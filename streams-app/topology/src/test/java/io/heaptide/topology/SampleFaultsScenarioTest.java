package io.heaptide.topology;

import static io.heaptide.topology.MemorySeries.mib;
import static io.heaptide.topology.TopologyHarness.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a record, or with a row of one, costs that and nothing else. */
class SampleFaultsScenarioTest {

    private static final SimulatedInstance CART = SimulatedInstance.of("cart", "cart-0", T0, MemorySeries.at(mib(200)));

    private final TopologyHarness topology = new TopologyHarness();

    @AfterEach
    void everySampleIsAccountedFor() {
        assertThat(topology.consumedSamples()).isEqualTo(topology.scoredSamples() + topology.droppedSamples());
        topology.close();
    }

    @Test
    void aCorruptRecordIsDeadLetteredAndTheRestGoesOn() {
        topology.send(at("08:00:00"), Batches.at(at("08:00:00"), CART));
        topology.send(at("08:00:10"), "no Avro at all".getBytes(UTF_8));
        topology.send(at("08:00:20"), Batches.at(at("08:00:20"), CART));

        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getTopic()).isEqualTo(Topics.MEMORY_SAMPLES.name());
            assertThat(letter.getPartition()).isZero();
            assertThat(letter.getOffset()).isEqualTo(1);
            assertThat(letter.getReason()).isEqualTo("malformed_record");
            assertThat(letter.getComponent()).isEqualTo("topology");
            assertThat(letter.getAtMs()).isEqualTo(at("08:00:10").toEpochMilli());
            assertThat(UTF_8.decode(letter.getValue()).toString()).isEqualTo("no Avro at all");
            assertThat(UTF_8.decode(letter.getKey()).toString()).isEqualTo("7");
        });
        assertThat(topology.dropped(DropReason.MALFORMED_RECORD)).isEqualTo(1);
        assertThat(topology.scoredSamples()).isEqualTo(4);
    }

    @Test
    void anEmptyRecordIsDeadLetteredToo() {
        topology.send(at("08:00:00"), new byte[0]);
        topology.send(at("08:00:01"), (byte[]) null);

        assertThat(topology.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("malformed_record", "malformed_record");
    }

    @Test
    void badRowsAreDeadLetteredOncePerReasonAndTheGoodOnesAreScored() {
        Instant now = at("08:00:00");
        MemorySampleBatch batch = Batches.at(now, CART);
        Batches.addRow(batch, 99, now, 1);
        Batches.addRow(batch, -1, now, 1);
        Batches.addRow(batch, 0, now.plusSeconds(1), -5);
        Batches.addRow(batch, 0, now.plus(Duration.ofMinutes(6)), 5);
        batch.getSeries().add(new SeriesRef(12, "process.memory.usage", ""));
        Batches.addRow(batch, 2, now, 1);
        batch.getSeries().add(new SeriesRef(0, " ", ""));
        Batches.addRow(batch, 3, now, 1);
        topology.send(now, batch);

        assertThat(topology.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        "series_out_of_range", "negative_bytes", "far_future", "instance_out_of_range", "bad_identity");
        assertThat(topology.dropped(DropReason.SERIES_OUT_OF_RANGE)).isEqualTo(2);
        assertThat(topology.deadLetters())
                .filteredOn(letter -> letter.getReason().equals("series_out_of_range"))
                .singleElement()
                .extracting(DeadLetter::getDetail)
                .isEqualTo("2 rows, the first of them row 2");
        assertThat(topology.scoredSamples()).isEqualTo(2);
    }

    @Test
    void aBatchWithColumnsOfUnequalLengthIsRefusedWhole() {
        MemorySampleBatch batch = Batches.at(at("08:00:00"), CART);
        batch.getUsedBytes().add(1L);
        topology.send(at("08:00:00"), batch);

        assertThat(topology.deadLetters())
                .singleElement()
                .extracting(DeadLetter::getDetail)
                .isEqualTo("2 series indexes, 2 times, 3 readings");
        assertThat(topology.dropped(DropReason.UNEQUAL_COLUMNS)).isEqualTo(3);
    }

    @Test
    void aNamelessOrEndlesslyNamedInstanceIsRefused() {
        MemorySampleBatch batch = Batches.empty(at("08:00:00"));
        addInstance(batch, "cart", "");
        addInstance(batch, "", "cart-1");
        addInstance(batch, "cart", "x".repeat(70_000));
        addInstance(batch, "cart", "cart-1");
        topology.send(at("08:00:00"), batch);

        assertThat(topology.dropped(DropReason.BAD_IDENTITY)).isEqualTo(3);
        assertThat(topology.scoredSamples()).isEqualTo(1);
        assertThat(topology.trackedInstances()).isEqualTo(1);
    }

    @Test
    void labelsAreCutToABoundAndLoseNoSample() {
        MemorySampleBatch batch = Batches.at(at("08:00:00"), CART);
        InstanceRef instance = batch.getInstances().get(0);
        instance.setLabels(new HashMap<>());
        for (int i = 0; i < 300; i++) {
            instance.getLabels().put("label-" + i, "\u00e9".repeat(40_000));
        }
        instance.setNode("n".repeat(100_000));
        topology.send(at("08:00:00"), batch);

        assertThat(topology.scoredSamples()).isEqualTo(2);
        assertThat(topology.changelog(SampleProcessor.INSTANCES))
                .singleElement()
                .satisfies(logged -> assertThat(logged.value()).hasSizeLessThan(64 * 1024));
    }

    @Test
    void aClockThatIsAheadOfTheBrokersIsNotBelieved() {
        MemorySampleBatch ahead = Batches.at(at("14:00:00"), CART);
        topology.send(at("08:00:00"), ahead);

        assertThat(topology.dropped(DropReason.FAR_FUTURE)).isEqualTo(2);
    }

    @Test
    void anInstanceBeyondTheBoundOnMemoryIsRefusedAndTheKnownOnesGoOn() {
        try (TopologyHarness bounded = TopologyHarness.withRoomForOne()) {
            SimulatedInstance second = SimulatedInstance.of("cart", "cart-1", T0, MemorySeries.at(mib(100)));
            bounded.send(at("08:00:00"), Batches.at(at("08:00:00"), CART, second));
            bounded.send(at("08:00:10"), Batches.at(at("08:00:10"), second, CART));

            assertThat(bounded.scoredSamples()).isEqualTo(4);
            assertThat(bounded.dropped(DropReason.STATE_FULL)).isEqualTo(4);
            assertThat(bounded.deadLetters()).isEmpty();
        }
    }

    @Test
    void aKnownInstanceGetsNoMoreSeriesOnceTheMemoryIsExhausted() {
        try (TopologyHarness bounded = TopologyHarness.withRoomForOne()) {
            bounded.send(at("08:00:00"), Batches.at(at("08:00:00"), CART));
            MemorySampleBatch wider = Batches.at(at("08:00:10"), CART);
            wider.getSeries().add(new SeriesRef(0, "process.memory.usage", ""));
            Batches.addRow(wider, 2, at("08:00:10"), 1);
            bounded.send(at("08:00:10"), wider);

            assertThat(bounded.scoredSamples()).isEqualTo(4);
            assertThat(bounded.dropped(DropReason.STATE_FULL)).isEqualTo(1);
        }
    }

    @Test
    void anAllocationSummaryThatIsNoneIsDeadLettered() {
        topology.sendAllocations(at("08:00:00"), "nothing".getBytes(UTF_8));

        assertThat(topology.deadLetters())
                .singleElement()
                .extracting(DeadLetter::getTopic)
                .isEqualTo(Topics.ALLOCATION_SUMMARIES.name());
    }

    private static void addInstance(MemorySampleBatch batch, String service, String id) {
        SimulatedInstance instance = SimulatedInstance.of(service, id, T0, MemorySeries.at(mib(1)));
        int series = Batches.addSeries(batch, instance);
        Batches.addRow(batch, series, at("08:00:00"), 1000);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }
}
