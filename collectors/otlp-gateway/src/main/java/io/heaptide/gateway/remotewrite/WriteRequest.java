package io.heaptide.gateway.remotewrite;

import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What one request of remote write holds.
 *
 * @param resources the series, as OTLP would tell them
 * @param samples how many samples there are
 * @param histograms how many native histograms there are; no memory level is one, so they are counted and left aside
 * @param exemplars how many exemplars there are, left aside likewise
 */
public record WriteRequest(List<ResourceMetrics> resources, long samples, long histograms, long exemplars) {

    /** The messages that senders may choose from by the content type. */
    public enum Version {
        /** {@code prometheus.WriteRequest} */
        V1 {
            @Override
            MessageReader reader() {
                return new V1Reader();
            }
        },
        /** {@code io.prometheus.write.v2.Request} */
        V2 {
            @Override
            MessageReader reader() {
                return new V2Reader();
            }
        };

        abstract MessageReader reader();
    }

    /**
     * Reads one message to its end.
     *
     * @throws IOException if it is none of that version
     */
    public static WriteRequest read(Version version, InputStream message) throws IOException {
        MessageReader reader = version.reader();
        List<Series> series = reader.read(message);
        return new WriteRequest(SeriesResources.of(series), reader.samples(), reader.histograms(), reader.exemplars());
    }
}
