package io.heaptide.signals;

import io.heaptide.schemas.Buckets;
import io.heaptide.schemas.InstanceRef;
import java.util.List;

/**
 * Readings of one life of one instance.
 *
 * @param instance who was measured
 * @param readings in any order
 */
public record InstanceReadings(InstanceRef instance, List<Reading> readings) {

    public InstanceReadings {
        readings = List.copyOf(readings);
    }

    /** The bucket that all of them belong to: that of the node, or of the instance where no node is known. */
    public int bucket() {
        String node = instance.getNode();
        return Buckets.of(node.isEmpty() ? instance.getServiceInstanceId() : node);
    }
}
