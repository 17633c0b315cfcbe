package io.heaptide.signals.publish;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.signals.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columnar batch of one bucket, while it fills. Guarded by its publisher's lock until it is sealed. */
final class OpenBatch {

    private final int bucket;
    private final long createdNanos;
    private final Map<InstanceRef, Integer> instances = new LinkedHashMap<>();
    private final Map<SeriesKey, Integer> series = new LinkedHashMap<>();
    private final List<Integer> seriesIndex = new ArrayList<>();
    private final List<Integer> timeOffsetMillis = new ArrayList<>();
    private final List<Long> usedBytes = new ArrayList<>();
    private final Set<Submission> submissions = new HashSet<>();
    private long baseTimeMillis;
    private long latestMillis;
    private long encodedBytesBound = 64;

    private record SeriesKey(int instanceIndex, String signal, String pool) {

        SeriesRef toRef() {
            return new SeriesRef(instanceIndex, signal, pool);
        }
    }

    OpenBatch(int bucket, long createdNanos) {
        this.bucket = bucket;
        this.createdNanos = createdNanos;
    }

    /**
     * Takes readings of one instance, in order, as far as they fit: their bytes within the bound, their times within an
     * int of each other. An empty batch takes at least one.
     *
     * @param readings at least one
     *
     * @return how many were taken
     */
    int add(InstanceRef instance, List<Reading> readings, Submission submission, int maxBytes) {
        if (!fits(readings.get(0), EncodedSize.bound(instance), maxBytes)) {
            return 0;
        }
        if (submissions.add(submission)) {
            submission.expectPart();
        }
        int instanceIndex = index(instances, instance, EncodedSize.bound(instance));
        int taken = 0;
        while (taken < readings.size() && fits(readings.get(taken), 0, maxBytes)) {
            add(readings.get(taken), instanceIndex);
            taken++;
        }
        return taken;
    }

    MemorySampleBatch toRecord(String collector) {
        return MemorySampleBatch.newBuilder()
                .setBucket(bucket)
                .setCollector(collector)
                .setInstances(List.copyOf(instances.keySet()))
                .setSeries(series.keySet().stream().map(SeriesKey::toRef).toList())
                .setBaseTimeMs(baseTimeMillis)
                .setSeriesIndex(seriesIndex)
                .setTimeOffsetMs(timeOffsetMillis)
                .setUsedBytes(usedBytes)
                .build();
    }

    int bucket() {
        return bucket;
    }

    long latestMillis() {
        return latestMillis;
    }

    long createdNanos() {
        return createdNanos;
    }

    int readingCount() {
        return seriesIndex.size();
    }

    /** Every record that carries these readings is acknowledged, or failed. */
    void done(@Nullable SinkUnavailable failure) {
        submissions.forEach(submission -> submission.partDone(failure));
    }

    private boolean fits(Reading reading, long instanceBytes, int maxBytes) {
        if (seriesIndex.isEmpty()) {
            return true;
        }
        long offset = reading.atMillis() - baseTimeMillis;
        return offset == (int) offset && encodedBytesBound + instanceBytes + EncodedSize.bound(reading) <= maxBytes;
    }

    private void add(Reading reading, int instanceIndex) {
        if (seriesIndex.isEmpty()) {
            baseTimeMillis = reading.atMillis();
        }
        SeriesKey key = new SeriesKey(instanceIndex, reading.signal(), reading.pool());
        seriesIndex.add(index(series, key, EncodedSize.bound(reading)));
        timeOffsetMillis.add(Math.toIntExact(reading.atMillis() - baseTimeMillis));
        usedBytes.add(reading.bytes());
        latestMillis = Math.max(latestMillis, reading.atMillis());
        encodedBytesBound += EncodedSize.SAMPLE;
    }

    private <T> int index(Map<T, Integer> dictionary, T entry, long bytes) {
        Integer known = dictionary.putIfAbsent(entry, dictionary.size());
        if (known != null) {
            return known;
        }
        encodedBytesBound += bytes;
        return dictionary.size() - 1;
    }
}
