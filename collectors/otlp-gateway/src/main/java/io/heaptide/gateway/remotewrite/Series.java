package io.heaptide.gateway.remotewrite;

import java.util.List;
import java.util.Map;

/**
 * Samples of one series of one request.
 *
 * @param labels by name, the metric's as {@code __name__}
 * @param samples in any order
 */
record Series(Map<String, String> labels, List<Sample> samples) {

    /** A value at a time, epoch milliseconds. */
    record Sample(double value, long atMillis) {}

    String metric() {
        return label("__name__");
    }

    /** The value of a label, empty if absent: to Prometheus these are the same. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }
}
