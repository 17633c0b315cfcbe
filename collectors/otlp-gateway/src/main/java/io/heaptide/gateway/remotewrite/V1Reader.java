package io.heaptide.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code prometheus.WriteRequest}. Source: Prometheus 3, prompb/remote.proto and prompb/types.proto. */
final class V1Reader extends MessageReader {

    private static final int TIMESERIES = 1 << 3 | BYTES;
    private static final int LABEL = 1 << 3 | BYTES;
    private static final int SAMPLE = 2 << 3 | BYTES;
    private static final int EXEMPLAR = 3 << 3 | BYTES;
    private static final int HISTOGRAM = 4 << 3 | BYTES;
    private static final int LABEL_NAME = 1 << 3 | BYTES;
    private static final int LABEL_VALUE = 2 << 3 | BYTES;

    @Override
    List<Series> read(CodedInputStream in) throws IOException {
        List<Series> all = new ArrayList<>();
        fields(in, (tag, request) -> tag == TIMESERIES && series(request, all));
        return all;
    }

    private boolean series(CodedInputStream in, List<Series> all) throws IOException {
        Map<String, String> labels = new HashMap<>();
        List<Series.Sample> samples = new ArrayList<>(1);
        embedded(in, (tag, series) -> switch (tag) {
            case LABEL -> label(series, labels);
            case SAMPLE -> sample(series, samples);
            case EXEMPLAR -> skipExemplar(series);
            case HISTOGRAM -> skipHistogram(series);
            default -> false;
        });
        Series one = new Series(labels, samples);
        if (!samples.isEmpty() && !one.metric().isEmpty()) {
            all.add(one);
        }
        return true;
    }

    private static boolean label(CodedInputStream in, Map<String, String> labels) throws IOException {
        String[] pair = {"", ""};
        embedded(in, (tag, label) -> {
            if (tag != LABEL_NAME && tag != LABEL_VALUE) {
                return false;
            }
            pair[tag == LABEL_NAME ? 0 : 1] = label.readStringRequireUtf8();
            return true;
        });
        labels.put(pair[0], pair[1]);
        requireLabels(labels.size());
        return true;
    }
}
