package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.attribute;
import static io.heaptide.signals.Otlp.metrics;
import static io.heaptide.signals.Otlp.nanos;
import static io.heaptide.signals.Otlp.resource;
import static io.heaptide.signals.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code faas.mem_usage}, which the conventions have as a histogram of what each invocation needed at most. */
class FunctionMemoryTest {

    private static final long MIB = 1 << 20;

    private static final Resource FUNCTION = resource(Map.of(
            "faas.name", "thumbnail", "faas.version", "7", "faas.max_memory", "134217728", "cloud.region", "eu"));

    private final MetricMapper mapper = new MetricMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));

    @Test
    void theGreatestOfADistributionIsTheLevelOfTheFunctionsVersion() {
        MappedMetrics mapped = map(
                histogram(invocations(3).setSum(150.0 * MIB).setMin(20.0 * MIB).setMax(90.0 * MIB)));

        assertThat(mapped.readings()).singleElement().satisfies(one -> {
            assertThat(one.instance().getServiceName()).isEqualTo("thumbnail");
            assertThat(one.instance().getServiceVersion()).isEqualTo("7");
            assertThat(one.instance().getServiceInstanceId()).isEqualTo("thumbnail:7");
            assertThat(one.readings())
                    .containsExactly(
                            new Reading("faas.mem_usage", "http", NOW.toEpochMilli(), 90 * MIB),
                            new Reading("faas.memory.limit", "", NOW.toEpochMilli(), 128 * MIB));
        });
    }

    @Test
    void theMeanStandsInWhereTheGreatestIsNotTold() {
        assertThat(map(histogram(invocations(3).setSum(150.0 * MIB)))
                        .readings()
                        .get(0)
                        .readings())
                .contains(new Reading("faas.mem_usage", "http", NOW.toEpochMilli(), 50 * MIB));
    }

    @Test
    void anExponentialHistogramIsReadAlike() {
        Metric metric = Metric.newBuilder()
                .setName("faas.mem_usage")
                .setUnit("By")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .setTimeUnixNano(nanos(NOW))
                                .setCount(2)
                                .setSum(100.0 * MIB)
                                .setMax(60.0 * MIB)))
                .build();

        assertThat(map(metric).readings().get(0).readings())
                .contains(new Reading("faas.mem_usage", "", NOW.toEpochMilli(), 60 * MIB));
    }

    @Test
    void anIntervalWithoutInvocationsSaysNothing() {
        MappedMetrics mapped = map(histogram(invocations(0).setSum(0)));

        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.rejections()).isEqualTo(Rejections.NONE);
        assertThat(mapped.ignoredPoints()).isEqualTo(1);
    }

    @Test
    void aDistributionThatTellsNoAmountIsRejected() {
        assertThat(map(histogram(invocations(3))).rejections().byReason())
                .containsExactly(Map.entry(DropReason.NO_VALUE, 1L));
    }

    private MappedMetrics map(Metric metric) {
        return mapper.map(List.of(metrics(FUNCTION, metric)));
    }

    private static HistogramDataPoint.Builder invocations(int count) {
        return HistogramDataPoint.newBuilder()
                .setTimeUnixNano(nanos(NOW))
                .setCount(count)
                .addAttributes(attribute("faas.trigger", text("http")));
    }

    private static Metric histogram(HistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("faas.mem_usage")
                .setUnit("By")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(point))
                .build();
    }
}
