package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDecoderTest {

    private static final int HEADER_BYTES = 10;

    private final AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final SampleDecoder decoder = new SampleDecoder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatTheGeneratedReaderReads(long seed) {
        MemorySampleBatch batch = randomBatch(new Random(seed));

        SampleColumns byHand = decoder.decode(codec.encode(batch));
        SampleColumns generated = SampleColumns.of(batch);

        assertThat(byHand.dictionary.instances()).isEqualTo(generated.dictionary.instances());
        assertThat(byHand.dictionary.series()).isEqualTo(generated.dictionary.series());
        assertThat(byHand.baseMillis).isEqualTo(generated.baseMillis);
        assertThat(byHand.seriesIndex).isEqualTo(generated.seriesIndex);
        assertThat(byHand.offsetMillis).isEqualTo(generated.offsetMillis);
        assertThat(byHand.usedBytes).isEqualTo(generated.usedBytes);
    }

    @Test
    void refusesEveryCutOfARecord() {
        byte[] whole = codec.encode(randomBatch(new Random(11)));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedRecord.class)
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isThrownBy(() -> decoder.decode(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesOrReadsDamagedBytesButNeverFailsOtherwise(long seed) {
        Random random = new Random(seed);
        byte[] whole = codec.encode(randomBatch(random));
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            damaged[HEADER_BYTES + random.nextInt(whole.length - HEADER_BYTES)] = (byte) random.nextInt();
            try {
                decoder.decode(damaged);
            } catch (MalformedRecord expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void believesNoCountThatTheBytesCouldNotHold() {
        byte[] whole =
                codec.encode(new MemorySampleBatch(1, "", List.of(), List.of(), 0L, List.of(), List.of(), List.of()));
        // bucket and collector take two bytes; then the count of instances becomes 2^31, as a zigzag varint
        byte[] hostile = ByteBuffer.allocate(HEADER_BYTES + 7)
                .put(whole, 0, HEADER_BYTES + 2)
                .put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10})
                .array();

        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> decoder.decode(hostile))
                .withMessageContaining("a block of 2147483648 items");
    }

    @Test
    void refusesAnotherTopicsRecord() {
        byte[] score = AvroCodec.of(Topics.DEAD_LETTERS).encode(Letters.any());

        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> decoder.decode(score));
        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> decoder.decode(null));
    }

    private static MemorySampleBatch randomBatch(Random random) {
        MemorySampleBatch batch = new MemorySampleBatch(
                random.nextInt(4096),
                "gateway-ü",
                new ArrayList<>(),
                new ArrayList<>(),
                1_700_000_000_000L,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            batch.getInstances()
                    .add(new InstanceRef(
                            "shop",
                            "cart-" + i,
                            "1." + i,
                            "pod-" + i,
                            "c" + i,
                            random.nextLong() >>> 1,
                            "prod",
                            "node-\u00e9",
                            Map.of("k8s.pod.name", "pod-" + i)));
            batch.getSeries().add(new SeriesRef(i, "process.memory.usage", i == 0 ? "G1 Old Gen" : ""));
        }
        for (int row = 0; row < 300; row++) {
            batch.getSeriesIndex().add(random.nextInt(3));
            batch.getTimeOffsetMs().add(random.nextInt());
            batch.getUsedBytes().add(random.nextLong());
        }
        return batch;
    }
}
