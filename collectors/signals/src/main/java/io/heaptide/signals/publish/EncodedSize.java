package io.heaptide.signals.publish;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.Reading;
import java.util.Map;

/** Upper bounds of Avro's binary encoding, cheap to compute: good enough to split a batch before it is too large. */
final class EncodedSize {

    /** One row of the three columns: an int varint twice, a long below 2^60 once. */
    static final int SAMPLE = 5 + 5 + 9;

    private static final int INT = 5;
    private static final int LONG = 10;
    private static final int CHAR = 3;

    private EncodedSize() {}

    /** A dictionary entry of the reading's series, and its row. */
    static long bound(Reading reading) {
        return SAMPLE + INT + bound(reading.signal()) + bound(reading.pool());
    }

    /** A dictionary entry of the instance. */
    static long bound(InstanceRef instance) {
        long bytes = LONG
                + bound(instance.getServiceNamespace())
                + bound(instance.getServiceName())
                + bound(instance.getServiceVersion())
                + bound(instance.getServiceInstanceId())
                + bound(instance.getIncarnation())
                + bound(instance.getEnvironment())
                + bound(instance.getNode())
                + INT;
        for (Map.Entry<String, String> label : instance.getLabels().entrySet()) {
            bytes += bound(label.getKey()) + bound(label.getValue());
        }
        return bytes;
    }

    private static long bound(String text) {
        return INT + (long) CHAR * text.length();
    }
}
