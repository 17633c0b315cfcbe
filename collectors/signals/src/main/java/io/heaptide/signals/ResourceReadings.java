package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The readings of one resource: its own, and those of the containers that its points name by label. */
final class ResourceReadings {

    /** Prometheus label → resource attribute. The label {@code uid} is left out: cAdvisor does not have it. */
    private static final Map<String, String> CONTAINER_LABELS = Map.of(
            "namespace", "k8s.namespace.name",
            "pod", "k8s.pod.name",
            "container", "k8s.container.name");

    /** What still holds for a container when its exporter is the resource. Not the node: it is the exporter's own. */
    private static final List<String> SHARED =
            List.of("k8s.cluster.name", "deployment.environment.name", "deployment.environment", "cloud.region");

    private final ResourceIdentity identities;
    private final Map<String, String> attributes;
    private final ReadingsOwner resource;
    private final Map<Map<String, String>, ReadingsOwner> containers = new LinkedHashMap<>();

    ResourceReadings(MappingPolicy policy, Resource resource) {
        this.identities = new ResourceIdentity(policy);
        this.attributes = Attributes.map(resource.getAttributesList());
        this.resource = new ReadingsOwner(identities.of(attributes));
    }

    /** Adds a reading, or tells why nobody can be named for it. */
    Optional<DropReason> add(Reading reading, Alias alias, List<KeyValue> point) {
        return owner(alias.identity(), point).add(reading, alias.pool().summed());
    }

    /** What a point tells of a life; empty if it says nothing, or nobody can be named for it. */
    Optional<LifeSign> sign(NumberDataPoint point, LifeSignTable.Row row) {
        OptionalLong count = Level.countIn(point);
        if (count.isEmpty()) {
            return Optional.empty();
        }
        String ofPoint = Attributes.of(point.getAttributesList(), row.text());
        String text = ofPoint.isEmpty() ? attributes.getOrDefault(row.text(), "") : ofPoint;
        long atMillis = EventTime.millis(point.getTimeUnixNano());
        return owner(row.identity(), point.getAttributesList())
                .instance()
                .map(instance -> new LifeSign(instance, row.kind(), atMillis, count.getAsLong(), text));
    }

    /** Adds the limits that the resource itself names, as readings of the time of its latest reading. */
    void addLimits(Map<String, Signal> byAttribute) {
        long latest = resource.latestMillis();
        if (latest > 0) {
            byAttribute.forEach((attribute, signal) -> limit(attribute, signal)
                    .ifPresent(bytes -> resource.add(new Reading(signal.name(), "", latest, bytes), false)));
        }
    }

    List<InstanceReadings> result() {
        return Stream.concat(Stream.of(resource), containers.values().stream())
                .flatMap(owner -> owner.result().stream())
                .toList();
    }

    private ReadingsOwner owner(Alias.IdentitySource source, List<KeyValue> point) {
        return switch (source) {
            case RESOURCE -> resource;
            case CONTAINER_LABELS -> container(point);
        };
    }

    private OptionalLong limit(String attribute, Signal signal) {
        try {
            double bytes = Double.parseDouble(attributes.getOrDefault(attribute, "0"));
            return Level.of(bytes, signal) instanceof Level.Bytes level
                    ? OptionalLong.of(level.bytes())
                    : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty(); // a limit nobody can read is a limit nobody knows; the readings still count
        }
    }

    private ReadingsOwner container(List<KeyValue> point) {
        Map<String, String> named = new HashMap<>();
        CONTAINER_LABELS.forEach((label, attribute) -> named.put(attribute, Attributes.of(point, label)));
        return containers.computeIfAbsent(named, this::container);
    }

    private ReadingsOwner container(Map<String, String> named) {
        Map<String, String> all = new HashMap<>(named);
        for (String shared : SHARED) {
            all.put(shared, attributes.getOrDefault(shared, ""));
        }
        return new ReadingsOwner(identities.of(all));
    }
}
