package io.heaptide.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {

    private final AvroCodec<MemorySampleBatch> codec = AvroCodec.of(Topics.MEMORY_SAMPLES);

    @Test
    void aBatchComesBackAsItWas() {
        assertThat(codec.decode(codec.encode(batch()))).isEqualTo(batch());
    }

    @Test
    void bytesBeginWithTheMarkerAndTheFingerprintInLittleEndian() {
        byte[] bytes = codec.encode(batch());
        long fingerprint = SchemaNormalization.parsingFingerprint64(Topics.MEMORY_SAMPLES.schema());
        assertThat(bytes).startsWith(0xC3, 0x01);
        for (int i = 0; i < 8; i++) {
            assertThat(bytes[2 + i]).isEqualTo((byte) (fingerprint >>> (8 * i)));
        }
    }

    /** Check values published with CRC-64-AVRO, Avro specification 1.12, "Schema fingerprints". */
    @Test
    void fingerprintsAreThePublishedOnes() {
        assertThat(SchemaNormalization.parsingFingerprint64(Schema.create(Schema.Type.INT)))
                .isEqualTo(0x7275d51a3f395c8fL);
        assertThat(SchemaNormalization.parsingFingerprint64(Schema.create(Schema.Type.STRING)))
                .isEqualTo(0x8f014872634503c7L);
    }

    @Test
    void bytesWrittenByTheFirstVersionAreStillRead() throws IOException {
        assertThat(codec.decode(golden("MemorySampleBatch.v1.hex"))).isEqualTo(batch());
    }

    @Test
    void aRetiredWritersRecordIsStillRead() throws IOException {
        Schema retired = new Schema.Parser().parse(resource("/schemas/retired/LifecycleEvent.1.avsc"));
        GenericRecord instance = new GenericRecordBuilder(
                        retired.getField("instance").schema())
                .set("service_name", "checkout")
                .set("service_instance_id", "checkout-0")
                .build();
        GenericRecord event = new GenericRecordBuilder(retired)
                .set("instance", instance)
                .set("type", new GenericData.EnumSymbol(retired.getField("type").schema(), "OOM_KILL"))
                .set("at_ms", 1_767_225_600_000L)
                .build();
        LifecycleEvent read = AvroCodec.of(Topics.LIFECYCLE_EVENTS).decode(written(event));
        assertThat(read.getType()).isEqualTo(LifecycleType.OOM_KILL);
        assertThat(read.getInstance().getServiceInstanceId()).isEqualTo("checkout-0");
    }

    @Test
    void aScoreFromBeforeVersionsWereBlamedIsStillRead() throws IOException {
        Schema retired = new Schema.Parser().parse(resource("/schemas/retired/LeakScore.1.avsc"));
        GenericRecordBuilder score = new GenericRecordBuilder(retired)
                .set("service_name", "checkout")
                .set(
                        "verdict",
                        new GenericData.EnumSymbol(retired.getField("verdict").schema(), "LEAKING"));
        for (Schema.Field field : retired.getFields()) {
            switch (field.schema().getType()) {
                case LONG -> score.set(field, 7L);
                case INT -> score.set(field, 7);
                case DOUBLE -> score.set(field, 7.0);
                default -> {}
            }
        }
        LeakScore read = AvroCodec.of(Topics.LEAK_SCORES).decode(written(score.build()));
        assertThat(read.getScore()).isEqualTo(7);
        assertThat(read.getSinceVersion()).isEmpty();
    }

    private static byte[] written(GenericRecord record) throws IOException {
        ByteBuffer bytes =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema()).encode(record);
        byte[] written = new byte[bytes.remaining()];
        bytes.get(written);
        return written;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedBytesAreRefusedOrReadButNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        byte[] good = codec.encode(batch());
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            }
            refused += isRefused(bad) ? 1 : 0;
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(400);
    }

    @Test
    void anUnknownSchemaIsNamedAsSuch() {
        byte[] bytes = codec.encode(batch());
        bytes[5] ^= 0x55;
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("not a record of a known schema");
    }

    @Test
    void emptyAndForeignBytesAreRefused() {
        assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(MalformedRecord.class);
        assertThatThrownBy(() -> codec.decode("hello, I am no Avro".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRecord.class);
    }

    private boolean isRefused(byte[] bytes) {
        try {
            codec.decode(bytes);
            return false;
        } catch (MalformedRecord expected) {
            return true;
        }
    }

    private static byte[] golden(String name) throws IOException {
        return HexFormat.of().parseHex(resource("/golden/" + name).strip());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AvroCodecTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static MemorySampleBatch batch() {
        InstanceRef instance = InstanceRef.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName("checkout")
                .setServiceVersion("1.42.0")
                .setServiceInstanceId("checkout-0")
                .setIncarnation("2026-01-01T00:00:00Z")
                .setStartedAtMs(1_767_225_600_000L)
                .setNode("node-7")
                .setLabels(Map.of("k8s.pod.name", "checkout-0"))
                .build();
        return MemorySampleBatch.newBuilder()
                .setBucket(Buckets.of("node-7"))
                .setCollector("gateway-1")
                .setInstances(List.of(instance))
                .setSeries(List.of(
                        new SeriesRef(0, "jvm.memory.used_after_last_gc", "G1 Old Gen"),
                        new SeriesRef(0, "jvm.memory.limit", "G1 Old Gen")))
                .setBaseTimeMs(1_767_229_200_000L)
                .setSeriesIndex(List.of(0, 1, 0))
                .setTimeOffsetMs(List.of(0, 0, 2000))
                .setUsedBytes(List.of(104_857_600L, 268_435_456L, 105_906_176L))
                .build();
    }
}
