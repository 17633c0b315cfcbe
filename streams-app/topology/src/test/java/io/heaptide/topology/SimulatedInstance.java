package io.heaptide.topology;

import io.heaptide.schemas.InstanceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One life of one instance, as a collector would see it. */
record SimulatedInstance(
        String service, String id, String version, String incarnation, Instant start, MemorySeries liveHeap) {

    static final long LIMIT_BYTES = 2L << 30;

    static SimulatedInstance of(String service, String id, Instant start, MemorySeries liveHeap) {
        return new SimulatedInstance(service, id, "1.0", id + "-life-1", start, liveHeap);
    }

    SimulatedInstance restartedAt(Instant again, String nextIncarnation) {
        return new SimulatedInstance(service, id, version, nextIncarnation, again, liveHeap);
    }

    InstanceRef ref() {
        return InstanceRef.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName(service)
                .setServiceVersion(version)
                .setServiceInstanceId(id)
                .setIncarnation(incarnation)
                .setStartedAtMs(start.toEpochMilli())
                .setEnvironment("test")
                .setNode("node-1")
                .setLabels(Map.of("k8s.pod.name", id))
                .build();
    }

    long usedAt(Instant at) {
        return liveHeap.bytesAfter(Duration.between(start, at));
    }
}
