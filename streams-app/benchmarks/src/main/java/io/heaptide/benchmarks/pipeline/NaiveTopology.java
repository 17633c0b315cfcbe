package io.heaptide.benchmarks.pipeline;

import io.heaptide.core.RegressionSums;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.WindowStore;

/**
 * As the DSL's documentation has it: a regression per series over windows of an hour that hop by five minutes, in RocksDB.
 * A sample is a record: key the series, value its time and its bytes.
 */
final class NaiveTopology {

    static final String SAMPLES = "bench.single-samples.v1";
    static final String SLOPES = "bench.slopes.v1";

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration HOP = Duration.ofMinutes(5);
    private static final long WINDOWS_PER_SAMPLE = WINDOW.dividedBy(HOP);
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final LongAdder additions = new LongAdder();

    /** Samples taken: each is added to as many windows. */
    long taken() {
        return additions.sum() / WINDOWS_PER_SAMPLE;
    }

    Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<String> keys = Serdes.String();
        Serde<byte[]> samples = Serdes.ByteArray();
        builder.stream(
                        SAMPLES,
                        Consumed.with(keys, samples)
                                .withTimestampExtractor(new TimeOfSample())
                                .withName("single-samples"))
                .groupByKey(Grouped.with("by-series", keys, samples))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, HOP).advanceBy(HOP))
                .aggregate(
                        () -> RegressionSums.EMPTY,
                        this::add,
                        Named.as("sum-up"),
                        Materialized.<String, RegressionSums, WindowStore<Bytes, byte[]>>as("hopping-sums")
                                .withKeySerde(keys)
                                .withValueSerde(sums()))
                .toStream(Named.as("to-slopes"))
                .mapValues(RegressionSums::slope, Named.as("slope"))
                .to(
                        SLOPES,
                        Produced.with(
                                        WindowedSerdes.timeWindowedSerdeFrom(String.class, WINDOW.toMillis()),
                                        Serdes.Double())
                                .withName("slopes"));
        return builder.build();
    }

    private RegressionSums add(String series, byte[] sample, RegressionSums sums) {
        additions.increment();
        ByteBuffer in = ByteBuffer.wrap(sample);
        return sums.add(in.getLong() % WINDOW.toMillis() / MILLIS_PER_HOUR, (double) in.getLong());
    }

    private static Serde<RegressionSums> sums() {
        return Serdes.serdeFrom(
                (topic, sums) -> ByteBuffer.allocate(6 * Long.BYTES)
                        .putLong(sums.count())
                        .putDouble(sums.meanHours())
                        .putDouble(sums.meanBytes())
                        .putDouble(sums.sxx())
                        .putDouble(sums.sxy())
                        .putDouble(sums.syy())
                        .array(),
                (topic, bytes) -> {
                    ByteBuffer in = ByteBuffer.wrap(bytes);
                    return new RegressionSums(
                            in.getLong(),
                            in.getDouble(),
                            in.getDouble(),
                            in.getDouble(),
                            in.getDouble(),
                            in.getDouble());
                });
    }

    /** Event time, from the value. */
    private static final class TimeOfSample implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return ByteBuffer.wrap((byte[]) record.value()).getLong();
        }
    }
}
