package io.heaptide.topology;

import io.heaptide.core.InstanceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An instance as the changelog keeps it: for whoever fills the state before the first start, with history that is known
 * from elsewhere. It belongs into the partition that its samples will come by.
 */
public final class StoredInstance {

    private static final TrackedInstanceForm FORM = new TrackedInstanceForm();

    private final byte[] key;
    private final byte[] value;

    private StoredInstance(byte[] key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    /** The record's key; the caller must not change it. */
    public byte[] key() {
        return key;
    }

    /** The record's value; the caller must not change it. */
    public byte[] value() {
        return value;
    }

    /** The topic that an application keeps its instances in; it has as many partitions as the samples' topic. */
    public static String topic(String applicationId) {
        return applicationId + "-" + SampleProcessor.INSTANCES + "-changelog";
    }

    /** The entry of an instance that has taken readings and was not judged yet. */
    public static StoredInstance of(InstanceState state, String environment, String node) {
        TrackedInstance tracked = new TrackedInstance(state, new Placement(environment, node, Map.of()));
        StateWriter writer = new StateWriter();
        try {
            writer.resetForKey();
            FORM.writeKey(state.id(), writer);
            byte[] key = writer.toBytes();
            writer.reset();
            FORM.writeState(tracked, writer);
            return new StoredInstance(key, writer.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
