package io.heaptide.diagnosis;

import io.heaptide.schemas.InstanceRef;
import java.util.List;

/**
 * An instance on this node.
 *
 * @param instance as its readings name it
 * @param pids its processes when it was read last, as this process numbers them; the one that holds most is looked into
 */
public record Target(InstanceRef instance, List<Long> pids) {

    public Target {
        pids = List.copyOf(pids);
    }

    /** What tells instances apart. */
    InstanceKey key() {
        return new InstanceKey(
                instance.getServiceNamespace(), instance.getServiceName(), instance.getServiceInstanceId());
    }
}
