package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.MemorySampleBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** Bytes that were written once are read for ever: a batch as the first version of the schema wrote it. */
class FirstVersionTest {

    /** When the batch of {@code MemorySampleBatch.v1.hex} was read. */
    private static final Instant SENT = Instant.ofEpochMilli(1_767_229_200_000L);

    @Test
    void aBatchOfTheFirstVersionIsDecoded() throws IOException {
        SampleColumns columns = new SampleDecoder().decode(firstVersion());

        assertThat(columns.dictionary.instances()).singleElement().satisfies(instance -> {
            assertThat(instance.getServiceName()).isEqualTo("checkout");
            assertThat(instance.getServiceInstanceId()).isEqualTo("checkout-0");
            assertThat(instance.getLabels()).containsEntry("k8s.pod.name", "checkout-0");
        });
        assertThat(columns.dictionary.series()).hasSize(2);
        assertThat(columns.baseMillis).isEqualTo(SENT.toEpochMilli());
        assertThat(columns.seriesIndex).containsExactly(0, 1, 0);
        assertThat(columns.offsetMillis).containsExactly(0, 0, 2000);
        assertThat(columns.usedBytes).containsExactly(104_857_600, 268_435_456, 105_906_176);
    }

    @Test
    void aBatchOfTheFirstVersionIsScored() throws IOException {
        try (TopologyHarness topology = TopologyHarness.startingAt(SENT)) {
            topology.send(SENT.plusSeconds(2), firstVersion());

            assertThat(topology.scoredSamples()).isEqualTo(3);
            assertThat(topology.trackedInstances()).isEqualTo(1);
            assertThat(topology.deadLetters()).isEmpty();
        }
    }

    /** Should the schema of this build be another one day, this stands for all that a reader of it must still resolve. */
    @Test
    void theSchemaOfThisBuildResolvesTheFirst() throws IOException {
        Schema first = new Schema.Parser().parse(resource("MemorySampleBatch.v1.avsc"));
        BinaryMessageDecoder<MemorySampleBatch> decoder = new BinaryMessageDecoder<>(
                SpecificData.getForClass(MemorySampleBatch.class), MemorySampleBatch.SCHEMA$);
        decoder.addSchema(first);

        assertThat(decoder.decode(firstVersion()).getUsedBytes())
                .containsExactly(104_857_600L, 268_435_456L, 105_906_176L);
    }

    private static byte[] firstVersion() throws IOException {
        return HexFormat.of().parseHex(resource("MemorySampleBatch.v1.hex").strip());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FirstVersionTest.class.getResourceAsStream("/first/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
