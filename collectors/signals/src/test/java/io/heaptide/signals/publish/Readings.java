package io.heaptide.signals.publish;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.util.List;
import java.util.stream.LongStream;

/** Readings for tests. */
final class Readings {

    static final long BASE_MILLIS = 1_772_366_400_000L; // 2026-03-01T12:00:00Z

    private Readings() {}

    static InstanceRef instance(String id, String node) {
        return InstanceRef.newBuilder()
                .setServiceName("checkout")
                .setServiceInstanceId(id)
                .setNode(node)
                .build();
    }

    /** So many readings of one signal, a second apart. */
    static InstanceReadings of(String id, String node, int count) {
        return of(
                instance(id, node),
                LongStream.range(0, count)
                        .mapToObj(i -> new Reading("process.memory.usage", "", BASE_MILLIS + 1_000 * i, 1_000_000 + i))
                        .toList());
    }

    static InstanceReadings of(InstanceRef instance, List<Reading> readings) {
        return new InstanceReadings(instance, readings);
    }
}
