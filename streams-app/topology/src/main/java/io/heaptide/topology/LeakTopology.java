package io.heaptide.topology;

import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DeadLetter;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Topic;
import io.heaptide.schemas.Topics;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * From samples to alerts: instances are tracked by bucket, summed up per service before the shuffle, scored by service.
 *
 * <p>Reads and writes the topics of {@link Topics}; the caller makes them exist.
 */
public final class LeakTopology implements Supplier<Topology> {

    private static final String TRACK = "track-instances";
    private static final String SCORE = "score-services";
    private static final String KEEP_SITES = "keep-allocation-sites";

    private final io.heaptide.topology.TopologyConfig config;
    private final UnaryOperator<StoreBuilder<?>> stores;

    public LeakTopology(io.heaptide.topology.TopologyConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** With stores made in another way, such as filled before they are opened. */
    LeakTopology(io.heaptide.topology.TopologyConfig config, UnaryOperator<StoreBuilder<?>> stores) {
        this.config = config;
        this.stores = stores;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(namingRules())));
        addStores(builder);

        KStream<String, Object> tracked = source(builder, Topics.MEMORY_SAMPLES, "memory-samples")
                .process(
                        () -> new SampleProcessor(config),
                        Named.as(TRACK),
                        SampleProcessor.INSTANCES,
                        SampleProcessor.ROUNDS);
        KStream<String, Object> scored = partials(tracked)
                .process(
                        () -> new ScoreProcessor(config),
                        Named.as(SCORE),
                        ScoreProcessor.SERVICES,
                        ScoreProcessor.WAITING,
                        LedgerProcessor.LEDGERS);
        KStream<String, Object> kept = source(builder, Topics.ALLOCATION_SUMMARIES, "allocation-summaries")
                .process(() -> new LedgerProcessor(config), Named.as(KEEP_SITES), LedgerProcessor.LEDGERS);

        send(tracked, SeriesTrend.class, Topics.SERIES_TRENDS, "series-trends");
        send(scored, LeakScore.class, Topics.LEAK_SCORES, "leak-scores");
        send(scored, LeakAlert.class, Topics.LEAK_ALERTS, "leak-alerts");
        send(tracked, DeadLetter.class, Topics.DEAD_LETTERS, "dead-samples");
        send(scored, DeadLetter.class, Topics.DEAD_LETTERS, "dead-partials");
        send(kept, DeadLetter.class, Topics.DEAD_LETTERS, "dead-allocations");
        return builder.build();
    }

    private void addStores(StreamsBuilder builder) {
        StateMemory memory = new StateMemory(config.maxStateBytes());
        add(builder, new HeapStoreBuilder<>(SampleProcessor.INSTANCES, new TrackedInstanceForm(), memory));
        add(builder, new HeapStoreBuilder<>(SampleProcessor.ROUNDS, new Round.Form(), memory));
        add(builder, new HeapStoreBuilder<>(ScoreProcessor.SERVICES, new WatchedServiceForm(), memory));
        add(builder, new HeapStoreBuilder<>(ScoreProcessor.WAITING, new WaitingPartial.Form(), memory));
        add(builder, new HeapStoreBuilder<>(LedgerProcessor.LEDGERS, new KeptLedger.Form(), memory));
    }

    private void add(StreamsBuilder builder, StoreBuilder<?> store) {
        builder.addStateStore(stores.apply(store));
    }

    // bytes, not a serde: what cannot be decoded must reach a processor to be counted and dead-lettered
    private static KStream<byte[], byte[]> source(StreamsBuilder builder, Topic<?> topic, String name) {
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withTimestampExtractor(new ReceivedTime())
                        .withName(name));
    }

    private KStream<String, byte[]> partials(KStream<String, Object> tracked) {
        return only(tracked, ServicePartial.class, "partials", ServicePartial::toBytes)
                .repartition(Repartitioned.<String, byte[]>as("service-evidence")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.ByteArray())
                        .withNumberOfPartitions(config.partitions()));
    }

    private static <T extends SpecificRecordBase> void send(
            KStream<String, Object> results, Class<T> type, Topic<T> topic, String name) {
        only(results, type, name, result -> result)
                .to(
                        topic.name(),
                        Produced.with(Serdes.String(), AvroCodec.of(topic)).withName(name + "-sink"));
    }

    private static <T, R> KStream<String, R> only(
            KStream<String, Object> results, Class<T> type, String name, Function<T, R> form) {
        return results.flatMapValues(
                result -> type.isInstance(result) ? List.of(form.apply(type.cast(result))) : List.of(), Named.as(name));
    }

    private static Properties namingRules() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "naming-rules");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
