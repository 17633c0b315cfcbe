package io.heaptide.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code io.prometheus.write.v2.Request}. Source: Prometheus 3, prompb/io/prometheus/write/v2/types.proto. */
final class V2Reader extends MessageReader {

    private static final int SYMBOL = 4 << 3 | BYTES;
    private static final int TIMESERIES = 5 << 3 | BYTES;
    private static final int PACKED_LABEL_REFS = 1 << 3 | BYTES;
    private static final int LABEL_REF = 1 << 3 | VARINT;
    private static final int SAMPLE = 2 << 3 | BYTES;
    private static final int HISTOGRAM = 3 << 3 | BYTES;
    private static final int EXEMPLAR = 4 << 3 | BYTES;

    private final List<String> symbols = new ArrayList<>();

    /** A series whose labels are still numbers: the symbols may come behind it. */
    private record Unnamed(Refs refs, List<Series.Sample> samples) {}

    @Override
    List<Series> read(CodedInputStream in) throws IOException {
        List<Unnamed> all = new ArrayList<>();
        fields(in, (tag, request) -> switch (tag) {
            case SYMBOL -> symbols.add(request.readStringRequireUtf8());
            case TIMESERIES -> series(request, all);
            default -> false;
        });
        List<Series> named = new ArrayList<>(all.size());
        for (Unnamed series : all) {
            Series one = new Series(labels(series.refs()), series.samples());
            if (!one.metric().isEmpty()) {
                named.add(one);
            }
        }
        return named;
    }

    private boolean series(CodedInputStream in, List<Unnamed> all) throws IOException {
        Refs refs = new Refs();
        List<Series.Sample> samples = new ArrayList<>(1);
        embedded(in, (tag, series) -> switch (tag) {
            case PACKED_LABEL_REFS -> packed(series, refs);
            case LABEL_REF -> refs.add(series.readUInt32());
            case SAMPLE -> sample(series, samples);
            case HISTOGRAM -> skipHistogram(series);
            case EXEMPLAR -> skipExemplar(series);
            default -> false;
        });
        if (!samples.isEmpty() && refs.count > 0) {
            all.add(new Unnamed(refs, samples));
        }
        return true;
    }

    private static boolean packed(CodedInputStream in, Refs refs) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            refs.add(in.readUInt32());
        }
        in.popLimit(outer);
        return true;
    }

    private Map<String, String> labels(Refs refs) throws InvalidProtocolBufferException {
        if (refs.count % 2 != 0) {
            throw new InvalidProtocolBufferException("labels_refs must be pairs, got " + refs.count);
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < refs.count; i += 2) {
            labels.put(symbol(refs.refs[i]), symbol(refs.refs[i + 1]));
        }
        return labels;
    }

    private String symbol(int ref) throws InvalidProtocolBufferException {
        if (ref < 0 || ref >= symbols.size()) {
            throw new InvalidProtocolBufferException(
                    "there are " + symbols.size() + " symbols, but not " + Integer.toUnsignedString(ref));
        }
        return symbols.get(ref);
    }

    /** Numbers of symbols, not boxed. */
    private static final class Refs {

        private int[] refs = new int[0];
        private int count;

        boolean add(int ref) throws InvalidProtocolBufferException {
            requireLabels(count / 2);
            if (count == refs.length) {
                refs = Arrays.copyOf(refs, Math.max(8, 2 * count));
            }
            refs[count++] = ref;
            return true;
        }
    }
}
