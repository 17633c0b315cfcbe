package io.heaptide.topology;

import io.heaptide.core.InstanceId;

/**
 * The first stage on samples alone: decoded, tracked, judged at every pane's close; nothing durable, nothing sent. What
 * the topology costs beyond this is the price of Kafka Streams and of keeping state. For one thread.
 */
public final class BareDetection {

    private final TopologyConfig config;
    private final SampleDecoder decoder = new SampleDecoder();
    private final HeapStore<InstanceId, TrackedInstance> instances =
            new HeapStore<>(SampleProcessor.INSTANCES, new TrackedInstanceForm());
    private final SampleIntake intake;
    private final InstanceEvaluation evaluation;

    public BareDetection(TopologyConfig config) {
        this.config = config;
        this.intake = new SampleIntake(config, instances);
        this.evaluation = new InstanceEvaluation(config);
    }

    /** Takes up an instance with its history. */
    public void restore(StoredInstance stored) {
        instances.restore(stored.key(), stored.value());
    }

    /** Instances tracked. */
    public int instances() {
        return instances.size();
    }

    /**
     * Takes a batch of samples.
     *
     * @param sentMillis the record's time
     * @return samples scored
     */
    public int take(byte[] batch, long sentMillis, long wallMillis) {
        SampleIntake.Taken taken = intake.take(decoder.decode(batch), config.latestBelievable(sentMillis, wallMillis));
        taken.closed().forEach(evaluation::paneClosed);
        return taken.scored();
    }
}
