package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one request tells of the life of one instance, whichever metrics and resources tell it. */
final class ToldOfLife {

    private static final String LIMIT_SIGNAL = "container.memory.limit";

    private final InstanceRef instance;
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private String termination = "";
    private long atMillis;

    /** What can be compared with what was told before. */
    enum Count {
        RESTARTS,
        OOM_KILLS,
        /** bytes: the tightest that is told */
        LIMIT
    }

    /** Who is told of, whatever else is known of him. */
    record Who(String namespace, String name, String instance) {

        private static Who of(InstanceRef ref) {
            return new Who(ref.getServiceNamespace(), ref.getServiceName(), ref.getServiceInstanceId());
        }

        /** All instances of his service. */
        Who service() {
            return new Who(namespace, name, "");
        }
    }

    private ToldOfLife(InstanceRef instance) {
        this.instance = instance;
    }

    /** Everything that a request tells. */
    static Collection<ToldOfLife> in(MappedMetrics mapped) {
        Map<Who, ToldOfLife> all = new LinkedHashMap<>();
        for (LifeSign sign : mapped.signs()) {
            of(sign.instance(), all).take(sign);
        }
        for (InstanceReadings one : mapped.readings()) {
            ToldOfLife told = of(one.instance(), all);
            one.readings().forEach(told::take);
        }
        return all.values();
    }

    InstanceRef instance() {
        return instance;
    }

    Who who() {
        return Who.of(instance);
    }

    Map<Count, Long> counts() {
        return counts;
    }

    /** How its last process ended, empty if untold. */
    String termination() {
        return termination;
    }

    /** Time of the newest that is told, epoch milliseconds. */
    long atMillis() {
        return atMillis;
    }

    private static ToldOfLife of(InstanceRef instance, Map<Who, ToldOfLife> all) {
        return all.computeIfAbsent(Who.of(instance), unseen -> new ToldOfLife(instance));
    }

    private void take(LifeSign sign) {
        atMillis = Math.max(atMillis, sign.atMillis());
        if (sign.kind() != LifeSign.Kind.TERMINATION) {
            // the greater one: for a while cAdvisor tells of a container that is gone, too
            Count count = sign.kind() == LifeSign.Kind.RESTARTS ? Count.RESTARTS : Count.OOM_KILLS;
            counts.merge(count, sign.count(), Math::max);
        }
        if (!sign.text().isEmpty() && (sign.kind() != LifeSign.Kind.TERMINATION || sign.count() > 0)) {
            termination = sign.text();
        }
    }

    private void take(Reading reading) {
        atMillis = Math.max(atMillis, reading.atMillis());
        if (reading.signal().equals(LIMIT_SIGNAL) && reading.pool().isEmpty()) {
            counts.merge(Count.LIMIT, reading.bytes(), Math::min);
        }
    }
}
