package io.heaptide.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/** Builds heap stores that have already read a changelog: Kafka's test driver restores nothing by itself. */
record RestoredStoreBuilder<K, S>(HeapStoreBuilder<K, S> plain, List<TestRecord<byte[], byte[]>> changelog)
        implements StoreBuilder<HeapStore<K, S>> {

    @Override
    public HeapStore<K, S> build() {
        HeapStore<K, S> store = plain.build();
        changelog.forEach(entry -> store.restore(entry.key(), entry.value()));
        return store;
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withLoggingEnabled(Map<String, String> config) {
        return plain.withLoggingEnabled(config);
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withLoggingDisabled() {
        return plain.withLoggingDisabled();
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withCachingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return plain.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return plain.name();
    }
}
