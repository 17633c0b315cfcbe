package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The readings of one resource: its own, and those of the containers that its points name by label. */
final class ResourceReadings {

    /**
     * Prometheus label → resource attribute. The label {@code uid} is left out: cAdvisor does not have it, and the
     * limits of kube-state-metrics must name the instance as cAdvisor's usage does.
     */
    private static final Map<String, String> CONTAINER_LABELS = Map.of(
            "namespace", "k8s.namespace.name",
            "pod", "k8s.pod.name",
            "container", "k8s.container.name");

    /** What still holds for a container when its exporter is the resource. Not the node: it is the exporter's own. */
    private static final List<String> SHARED =
            List.of("k8s.cluster.name", "deployment.environment.name", "deployment.environment", "cloud.region");

    private final ResourceIdentity identities;
    private final Map<String, String> attributes;
    private final Owner resource;
    private final Map<Map<String, String>, Owner> containers = new LinkedHashMap<>();

    ResourceReadings(MappingPolicy policy, Resource resource) {
        this.identities = new ResourceIdentity(policy);
        this.attributes = Attributes.map(resource.getAttributesList());
        this.resource = new Owner(identities.of(attributes), new ArrayList<>());
    }

    /** Adds a reading, or tells why nobody can be named for it. */
    Optional<DropReason> add(Reading reading, Alias.IdentitySource source, List<KeyValue> point) {
        return switch (source) {
            case RESOURCE -> resource.add(reading);
            case CONTAINER_LABELS -> container(point).add(reading);
        };
    }

    /** Adds the limits that the resource itself names, as readings of the time of its latest reading. */
    void addLimits(Map<String, Signal> byAttribute) {
        long latest = resource.latestMillis();
        if (latest > 0) {
            byAttribute.forEach((attribute, signal) -> limit(attribute, signal)
                    .ifPresent(bytes -> resource.readings().add(new Reading(signal.name(), "", latest, bytes))));
        }
    }

    List<InstanceReadings> result() {
        return Stream.concat(Stream.of(resource), containers.values().stream())
                .flatMap(Owner::result)
                .toList();
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

    private Owner container(List<KeyValue> point) {
        Map<String, String> named = new HashMap<>();
        CONTAINER_LABELS.forEach((label, attribute) -> named.put(attribute, Attributes.of(point, label)));
        return containers.computeIfAbsent(named, this::container);
    }

    private Owner container(Map<String, String> named) {
        Map<String, String> all = new HashMap<>(named);
        for (String shared : SHARED) {
            all.put(shared, attributes.getOrDefault(shared, ""));
        }
        return new Owner(identities.of(all), new ArrayList<>());
    }

    /** Somebody who may own readings, if we can tell who. */
    private record Owner(Identity identity, List<Reading> readings) {

        Optional<DropReason> add(Reading reading) {
            if (identity instanceof Identity.Refused refused) {
                return Optional.of(refused.reason());
            }
            readings.add(reading);
            return Optional.empty();
        }

        long latestMillis() {
            return readings.stream().mapToLong(Reading::atMillis).max().orElse(0);
        }

        Stream<InstanceReadings> result() {
            return identity instanceof Identity.Known known && !readings.isEmpty()
                    ? Stream.of(new InstanceReadings(known.instance(), readings))
                    : Stream.empty();
        }
    }
}
