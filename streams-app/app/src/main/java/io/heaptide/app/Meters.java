package io.heaptide.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the process tells of itself, as Prometheus reads it: the numbers that its parts tell at a look, and the memory of
 * the process, which Heaptide understands too.
 */
final class Meters implements AutoCloseable {

    /** The type of {@link #page}. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Id, AtomicLong> latest = new ConcurrentHashMap<>();

    private record Id(String name, Tags tags) {}

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** A count that only grows, as it is now. */
    void count(String name, String description, Tags tags, long value) {
        tell(new Id(name, tags), value, number -> FunctionCounter.builder(name, number, AtomicLong::doubleValue)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** A number that comes and goes, as it is now. */
    void gauge(String name, String description, Tags tags, long value) {
        tell(new Id(name, tags), value, number -> Gauge.builder(name, number, AtomicLong::doubleValue)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** All of it in Prometheus' text format. */
    String page() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    // a meter only refers to its number weakly: the map is what keeps it
    private void tell(Id id, long value, Consumer<AtomicLong> register) {
        latest.computeIfAbsent(id, unseen -> {
                    AtomicLong number = new AtomicLong();
                    register.accept(number);
                    return number;
                })
                .set(value);
    }
}
