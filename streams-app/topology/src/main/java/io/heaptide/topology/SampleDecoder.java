package io.heaptide.topology;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MalformedRecord;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.Topics;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Decodes batches of samples: by hand where this build's own schema wrote them, by the generated reader otherwise. For one
 * thread: it knows the dictionaries that it has met.
 */
final class SampleDecoder {

    private static final int HEADER_BYTES = 2 + Long.BYTES;
    private static final short MARKER = (short) 0xC301;
    private static final long OWN_FINGERPRINT =
            SchemaNormalization.parsingFingerprint64(Topics.MEMORY_SAMPLES.schema());

    /** Of dictionaries, about 100 bytes a series; more than a task should have to keep. */
    private static final long KNOWN_BYTES = 64L << 20;

    private final AvroCodec<MemorySampleBatch> anyVersion = AvroCodec.of(Topics.MEMORY_SAMPLES);
    private final KnownDictionaries known = new KnownDictionaries(KNOWN_BYTES);
    private final StringPool texts = new StringPool();

    /** @throws MalformedRecord if the bytes are no batch of a known schema */
    SampleColumns decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new MalformedRecord(new EOFException("no value"));
        }
        return isOwn(bytes) ? read(bytes) : SampleColumns.of(anyVersion.decode(bytes));
    }

    private static boolean isOwn(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
        return header.getShort() == MARKER
                && header.order(ByteOrder.LITTLE_ENDIAN).getLong() == OWN_FINGERPRINT;
    }

    private SampleColumns read(byte[] bytes) {
        AvroCursor in = new AvroCursor(bytes, HEADER_BYTES, texts);
        BatchDictionary dictionary = readDictionary(in, bytes);
        long baseMillis = in.readLong();
        int[] seriesIndex = in.readInts();
        int[] offsetMillis = in.readInts();
        return new SampleColumns(dictionary, baseMillis, seriesIndex, offsetMillis, in.readLongs());
    }

    private BatchDictionary readDictionary(AvroCursor in, byte[] bytes) {
        int bucket = in.readInt();
        int from = in.position();
        BatchDictionary same = known.find(bucket, bytes, from);
        if (same != null) {
            in.skip(same.encoded().length);
            return same;
        }
        in.readString(); // collector: for people who look at the topic
        List<InstanceRef> instances = readInstances(in);
        List<SeriesRef> series = readSeries(in);
        BatchDictionary fresh = new BatchDictionary(Arrays.copyOfRange(bytes, from, in.position()), instances, series);
        known.add(bucket, fresh);
        return fresh;
    }

    private static List<InstanceRef> readInstances(AvroCursor in) {
        List<InstanceRef> instances = new ArrayList<>();
        for (int count = in.readBlockCount(); count != 0; count = in.readBlockCount()) {
            for (int i = 0; i < count; i++) {
                instances.add(readInstance(in));
            }
        }
        return instances;
    }

    private static InstanceRef readInstance(AvroCursor in) {
        InstanceRef instance = new InstanceRef();
        instance.setServiceNamespace(in.readString());
        instance.setServiceName(in.readString());
        instance.setServiceVersion(in.readString());
        instance.setServiceInstanceId(in.readString());
        instance.setIncarnation(in.readString());
        instance.setStartedAtMs(in.readLong());
        instance.setEnvironment(in.readString());
        instance.setNode(in.readString());
        instance.setLabels(readLabels(in));
        return instance;
    }

    private static Map<String, String> readLabels(AvroCursor in) {
        Map<String, String> labels = new HashMap<>();
        for (int count = in.readBlockCount(); count != 0; count = in.readBlockCount()) {
            for (int i = 0; i < count; i++) {
                labels.put(in.readString(), in.readString());
            }
        }
        return labels;
    }

    private static List<SeriesRef> readSeries(AvroCursor in) {
        List<SeriesRef> series = new ArrayList<>();
        for (int count = in.readBlockCount(); count != 0; count = in.readBlockCount()) {
            for (int i = 0; i < count; i++) {
                series.add(new SeriesRef(in.readInt(), in.readString(), in.readString()));
            }
        }
        return series;
    }
}
