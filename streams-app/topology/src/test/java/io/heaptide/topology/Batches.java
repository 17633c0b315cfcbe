package io.heaptide.topology;

import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds batches of samples. */
final class Batches {

    private static final String OLD_GENERATION = "G1 Old Gen";

    private Batches() {}

    static MemorySampleBatch empty(Instant base) {
        return new MemorySampleBatch(
                7,
                "test",
                new ArrayList<>(),
                new ArrayList<>(),
                base.toEpochMilli(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** One reading of live heap and one of its limit, of each instance, all at one time. */
    static MemorySampleBatch at(Instant at, List<SimulatedInstance> instances) {
        MemorySampleBatch batch = empty(at);
        for (SimulatedInstance instance : instances) {
            int used = addSeries(batch, instance);
            addRow(batch, used, at, instance.usedAt(at));
            addRow(batch, used + 1, at, SimulatedInstance.LIMIT_BYTES);
        }
        return batch;
    }

    static MemorySampleBatch at(Instant at, SimulatedInstance... instances) {
        return at(at, List.of(instances));
    }

    /** Adds an instance with its two series; returns the index of the first. */
    static int addSeries(MemorySampleBatch batch, SimulatedInstance instance) {
        batch.getInstances().add(instance.ref());
        int index = batch.getInstances().size() - 1;
        batch.getSeries().add(new SeriesRef(index, "jvm.memory.used_after_last_gc", OLD_GENERATION));
        batch.getSeries().add(new SeriesRef(index, "jvm.memory.limit", OLD_GENERATION));
        return batch.getSeries().size() - 2;
    }

    static void addRow(MemorySampleBatch batch, int series, Instant at, long usedBytes) {
        batch.getSeriesIndex().add(series);
        batch.getTimeOffsetMs().add(Math.toIntExact(at.toEpochMilli() - batch.getBaseTimeMs()));
        batch.getUsedBytes().add(usedBytes);
    }
}
