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

    /**
     * The bucket that all of them belong to: that of the pod, else of the node, else of the instance.
     *
     * <p>The pod comes first, because some collectors know its node and some do not, and what they say of one container
     * has to meet.
     */
    public int bucket() {
        return Buckets.of(placement());
    }

    private String placement() {
        String pod = instance.getLabels().getOrDefault("k8s.pod.name", "");
        if (!pod.isEmpty()) {
            return instance.getLabels().getOrDefault("k8s.namespace.name", "") + "/" + pod;
        }
        String node = instance.getNode();
        return node.isEmpty() ? instance.getServiceInstanceId() : node;
    }
}
