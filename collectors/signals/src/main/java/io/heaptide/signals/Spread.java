package io.heaptide.signals;

import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/**
 * A distribution of what invocations needed, taken for the level that it stands for: the greatest, as a function's own
 * reports tell it, too. What a leak keeps no invocation gives back, and a mean since the start would follow it at half its
 * pace. Where the greatest is not told, the mean.
 */
final class Spread {

    private Spread() {}

    static NumberDataPoint levelOf(HistogramDataPoint point) {
        NumberDataPoint.Builder level = NumberDataPoint.newBuilder()
                .setTimeUnixNano(point.getTimeUnixNano())
                .setFlags(point.getFlags())
                .addAllAttributes(point.getAttributesList());
        return point.hasMax() && point.getCount() != 0
                ? level.setAsDouble(point.getMax()).build()
                : mean(level, point.hasSum(), point.getSum(), point.getCount());
    }

    static NumberDataPoint levelOf(ExponentialHistogramDataPoint point) {
        NumberDataPoint.Builder level = NumberDataPoint.newBuilder()
                .setTimeUnixNano(point.getTimeUnixNano())
                .setFlags(point.getFlags())
                .addAllAttributes(point.getAttributesList());
        return point.hasMax() && point.getCount() != 0
                ? level.setAsDouble(point.getMax()).build()
                : mean(level, point.hasSum(), point.getSum(), point.getCount());
    }

    private static NumberDataPoint mean(NumberDataPoint.Builder level, boolean hasSum, double sum, long count) {
        if (count == 0) { // an interval without an invocation: nothing recorded, and nothing wrong
            return level.setFlags(DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE)
                    .build();
        }
        return hasSum ? level.setAsDouble(sum / count).build() : level.build();
    }
}
