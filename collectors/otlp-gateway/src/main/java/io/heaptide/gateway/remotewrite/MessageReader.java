package io.heaptide.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a message of remote write field by field: its definition has no generated classes on Maven Central, and a few
 * fields of it are all that is wanted. Fields of later versions are skipped, as protobuf asks.
 */
abstract class MessageReader {

    static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int VARINT = WireFormat.WIRETYPE_VARINT;

    /** Prometheus's own default is no limit, others' are 30 to 60. Each label costs far more memory than its bytes. */
    static final int MOST_LABELS = 256;

    private static final int SAMPLE_VALUE = 1 << 3 | WireFormat.WIRETYPE_FIXED64;
    private static final int SAMPLE_TIMESTAMP = 2 << 3 | VARINT;

    private long samples;
    private long histograms;
    private long exemplars;

    /** Reads the field of a tag, or tells that it is not one that is wanted. */
    interface Field {
        boolean read(int tag, CodedInputStream in) throws IOException;
    }

    /**
     * All series that have samples and a name. Those without a name are nobody's metric: only their samples are counted,
     * since a message could hold one in every four bytes.
     */
    abstract List<Series> read(CodedInputStream in) throws IOException;

    List<Series> read(InputStream message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        in.setSizeLimit(Integer.MAX_VALUE); // the stream has its own
        return read(in);
    }

    long samples() {
        return samples;
    }

    long histograms() {
        return histograms;
    }

    long exemplars() {
        return exemplars;
    }

    /** Counts a histogram without reading it. */
    boolean skipHistogram(CodedInputStream in) throws IOException {
        histograms++;
        in.skipRawBytes(in.readRawVarint32());
        return true;
    }

    /** Counts an exemplar without reading it. */
    boolean skipExemplar(CodedInputStream in) throws IOException {
        exemplars++;
        in.skipRawBytes(in.readRawVarint32());
        return true;
    }

    /** Reads fields until the message, or the embedded message, ends. */
    static void fields(CodedInputStream in, Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(tag, in) && !in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that did not begin");
            }
        }
    }

    /** Reads an embedded message; true, as what a {@link Field} says that read it. */
    static boolean embedded(CodedInputStream in, Field field) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        fields(in, field);
        in.checkLastTagWas(0);
        in.popLimit(outer);
        return true;
    }

    boolean sample(CodedInputStream in, List<Series.Sample> into) throws IOException {
        double[] value = new double[1];
        long[] atMillis = new long[1];
        embedded(in, (tag, message) -> {
            switch (tag) {
                case SAMPLE_VALUE -> value[0] = message.readDouble();
                case SAMPLE_TIMESTAMP -> atMillis[0] = message.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        });
        samples++;
        return into.add(new Series.Sample(value[0], atMillis[0]));
    }

    static void requireLabels(int count) throws InvalidProtocolBufferException {
        if (count > MOST_LABELS) {
            throw new InvalidProtocolBufferException("a series has more than " + MOST_LABELS + " labels");
        }
    }
}
