package io.heaptide.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * The counts of one processor of one task, in the client's own metrics registry. Samples consumed = scored + dropped; a
 * record that cannot be read counts as one.
 */
final class TaskMetrics implements AutoCloseable {

    static final String GROUP = "heaptide";
    static final String CONSUMED = "heaptide.samples.consumed";
    static final String SCORED = "heaptide.samples.scored";
    static final String DROPPED = "heaptide.records.dropped";
    static final String DROP_REASON = "heaptide.drop.reason";
    static final String TASK = "task-id";
    static final String PROCESSOR = "processor";
    static final String TRACKED = "heaptide.state.entries";
    static final String SERIES = "heaptide.state.series";
    static final String STATE_BYTES = "heaptide.state.bytes";
    static final String DIRTY = "heaptide.state.dirty";
    static final String EVICTED = "heaptide.state.evicted";

    private final StreamsMetrics metrics;
    private final Map<String, String> tags = new TreeMap<>();
    private final List<Sensor> sensors = new ArrayList<>();
    private final Map<DropReason, Sensor> dropped = new EnumMap<>(DropReason.class);
    private final Sensor consumed;
    private final Sensor scored;
    private final Sensor tracked;
    private final Sensor series;
    private final Sensor stateBytes;
    private final Sensor dirty;
    private final Sensor evicted;

    TaskMetrics(ProcessingContext context, String processor) {
        this.metrics = context.metrics();
        tags.put("thread-id", Thread.currentThread().getName());
        tags.put(TASK, context.taskId().toString());
        tags.put(PROCESSOR, processor);
        this.consumed = sensor(CONSUMED, tags, new CumulativeSum());
        this.scored = sensor(SCORED, tags, new CumulativeSum());
        this.tracked = sensor(TRACKED, tags, new Value());
        this.series = sensor(SERIES, tags, new Value());
        this.stateBytes = sensor(STATE_BYTES, tags, new Value());
        this.dirty = sensor(DIRTY, tags, new Value());
        this.evicted = sensor(EVICTED, tags, new CumulativeSum());
    }

    void consumed(int count) {
        consumed.record(count);
    }

    void scored(int count) {
        scored.record(count);
    }

    void dropped(DropReason reason, int count) {
        dropped.computeIfAbsent(reason, this::dropSensor).record(count);
    }

    void tracked(int entries) {
        tracked.record(entries);
    }

    /** Series of the instances that were heard of since their state came back. */
    void series(int count) {
        series.record(count);
    }

    /** What the stores of a task hold, and how much of it the next commit has to log. */
    void state(HeapStore<?, ?>... stores) {
        stateBytes.record(
                Arrays.stream(stores).mapToDouble(HeapStore::stateBytes).sum());
        dirty.record(Arrays.stream(stores).mapToInt(HeapStore::dirtyCount).sum());
    }

    void evicted() {
        evicted.record(1);
    }

    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
    }

    private Sensor dropSensor(DropReason reason) {
        Map<String, String> withReason = new TreeMap<>(tags);
        withReason.put(DROP_REASON, reason.label());
        return sensor(DROPPED, withReason, new CumulativeSum());
    }

    private Sensor sensor(String name, Map<String, String> nameTags, MeasurableStat stat) {
        Sensor sensor = metrics.addSensor(name + nameTags, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, "", nameTags), stat);
        sensors.add(sensor);
        return sensor;
    }
}
