package io.heaptide.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a {@link HeapStore} per task, always with a changelog. */
final class HeapStoreBuilder<K, S> implements StoreBuilder<HeapStore<K, S>> {

    private final String name;
    private final StateForm<K, S> form;
    private final StateMemory memory;
    private final Map<String, String> logConfig = new HashMap<>();

    /** @param memory shared by all stores of a process */
    HeapStoreBuilder(String name, StateForm<K, S> form, StateMemory memory) {
        this.name = name;
        this.form = form;
        this.memory = memory;
    }

    @Override
    public HeapStore<K, S> build() {
        return new HeapStore<>(name, form, memory);
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withLoggingEnabled(Map<String, String> config) {
        logConfig.putAll(config);
        return this;
    }

    @Override
    public StoreBuilder<HeapStore<K, S>> withLoggingDisabled() {
        throw new UnsupportedOperationException("state on the heap lives only by its changelog");
    }

    /** The store caches by its nature. */
    @Override
    public StoreBuilder<HeapStore<K, S>> withCachingEnabled() {
        return this;
    }

    /** The store caches by its nature. */
    @Override
    public StoreBuilder<HeapStore<K, S>> withCachingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.copyOf(logConfig);
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }
}
