package io.heaptide.signals;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a data point says about a level: so many bytes, nothing, or something that cannot be used. */
sealed interface Level {

    /** An exbibyte: no memory is that large, and "unlimited" is written as about 8 of them. */
    double BEYOND_ANY_MEMORY = 0x1p60;

    record Bytes(long bytes) implements Level {}

    /** A staleness marker, or the absence of a limit: nothing to keep, and nothing wrong. */
    record Absent() implements Level {}

    record Unusable(DropReason reason) implements Level {}

    /**
     * Why a metric's type cannot hold a level; empty if it can.
     *
     * @param mayBeSpread whether the level may be told as the distribution of what several invocations needed
     */
    static Optional<DropReason> refusalOf(Metric metric, boolean mayBeSpread) {
        return switch (metric.getDataCase()) {
            case GAUGE -> Optional.empty();
            case SUM -> refusalOf(metric.getSum());
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM ->
                mayBeSpread ? Optional.empty() : Optional.of(DropReason.UNSUPPORTED_TYPE);
            default -> Optional.of(DropReason.UNSUPPORTED_TYPE);
        };
    }

    private static Optional<DropReason> refusalOf(Sum sum) {
        if (sum.getIsMonotonic()) {
            return Optional.of(DropReason.MONOTONIC_COUNTER);
        }
        AggregationTemporality temporality = sum.getAggregationTemporality();
        if (temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
            return Optional.empty();
        }
        return Optional.of(
                temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                        ? DropReason.DELTA_TEMPORALITY
                        : DropReason.UNSPECIFIED_TEMPORALITY);
    }

    /** The points of a gauge or a sum, and the levels that distributions stand for; of anything else, none. */
    static List<NumberDataPoint> pointsOf(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList();
            case SUM -> metric.getSum().getDataPointsList();
            case HISTOGRAM ->
                metric.getHistogram().getDataPointsList().stream()
                        .map(Spread::levelOf)
                        .toList();
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram().getDataPointsList().stream()
                        .map(Spread::levelOf)
                        .toList();
            case SUMMARY, DATA_NOT_SET -> List.of();
        };
    }

    /** How many points a metric has, whatever its type. */
    static int countOf(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
    }

    /** Whether a metric's points are counts since a beginning, be they typed as gauges or as counters. */
    static boolean countsFromABeginning(Metric metric) {
        return metric.hasGauge()
                || metric.getSum().getAggregationTemporality()
                        == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    }

    /** How often something has happened, by a counter of any type; empty if the point does not say. */
    static OptionalLong countIn(NumberDataPoint point) {
        double count =
                switch (point.getValueCase()) {
                    case AS_INT -> point.getAsInt();
                    case AS_DOUBLE -> point.getAsDouble();
                    case VALUE_NOT_SET -> Double.NaN;
                };
        boolean says = !isStale(point) && count >= 0 && count < BEYOND_ANY_MEMORY; // not NaN
        return says ? OptionalLong.of((long) count) : OptionalLong.empty();
    }

    private static boolean isStale(NumberDataPoint point) {
        return (point.getFlags() & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
    }

    static Level of(NumberDataPoint point, Signal signal, double bytesPerUnit) {
        if (isStale(point)) {
            return new Absent();
        }
        return switch (point.getValueCase()) {
            case AS_INT -> of(point.getAsInt() * bytesPerUnit, signal);
            case AS_DOUBLE -> of(point.getAsDouble() * bytesPerUnit, signal);
            case VALUE_NOT_SET -> new Unusable(DropReason.NO_VALUE);
        };
    }

    static Level of(double bytes, Signal signal) {
        boolean promised = signal.role() == Signal.Role.LIMIT || signal.role() == Signal.Role.REQUEST;
        if (promised && (bytes <= 0 || bytes >= BEYOND_ANY_MEMORY)) {
            return new Absent(); // cAdvisor writes no limit as 0, JMX as -1, cgroup v1 as 2^63 less a page, Go as 2^63
        }
        if (Double.isNaN(bytes) || Double.isInfinite(bytes)) {
            return new Unusable(DropReason.NOT_FINITE);
        }
        if (bytes < 0) {
            return new Unusable(DropReason.NEGATIVE);
        }
        return bytes >= BEYOND_ANY_MEMORY ? new Unusable(DropReason.IMPLAUSIBLE) : new Bytes(Math.round(bytes));
    }
}
