package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.Life;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.InstanceRef;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is measured, checked: the core's side of an {@link InstanceRef}. */
record Subject(InstanceId id, Life life, Placement placement) {

    private static final int MAX_LABELS = 32;

    /** Empty if the wire names nobody: blank, or too long to be a name. */
    static Optional<Subject> of(InstanceRef wire) {
        if (!isIdentity(wire)) {
            return Optional.empty();
        }
        ServiceId service = new ServiceId(wire.getServiceNamespace(), wire.getServiceName());
        return Optional.of(new Subject(
                new InstanceId(service, wire.getServiceInstanceId()),
                new Life(wire.getServiceVersion(), wire.getIncarnation(), Math.max(0, wire.getStartedAtMs())),
                new Placement(Names.cut(wire.getEnvironment()), Names.cut(wire.getNode()), bounded(wire.getLabels()))));
    }

    private static boolean isIdentity(InstanceRef wire) {
        return Names.isName(wire.getServiceName())
                && Names.isName(wire.getServiceInstanceId())
                && Names.isNameOrEmpty(wire.getServiceNamespace())
                && Names.isNameOrEmpty(wire.getServiceVersion())
                && Names.isNameOrEmpty(wire.getIncarnation());
    }

    private static Map<String, String> bounded(Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>();
        new TreeMap<>(labels)
                .entrySet().stream()
                        .limit(MAX_LABELS)
                        .forEach(label -> kept.put(Names.cut(label.getKey()), Names.cut(label.getValue())));
        return kept;
    }

    /** The wire form of one life of an instance. */
    static InstanceRef toWire(InstanceId id, Life life, Placement placement) {
        return InstanceRef.newBuilder()
                .setServiceNamespace(id.service().namespace())
                .setServiceName(id.service().name())
                .setServiceVersion(life.version())
                .setServiceInstanceId(id.id())
                .setIncarnation(life.incarnation())
                .setStartedAtMs(life.startedAtMillis())
                .setEnvironment(placement.environment())
                .setNode(placement.node())
                .setLabels(placement.labels())
                .build();
    }
}
