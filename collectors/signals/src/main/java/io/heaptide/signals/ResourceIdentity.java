package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Resource attributes → {@link InstanceRef}.
 *
 * <ul>
 *   <li>instance: {@code service.instance.id}; else the pod (cluster, namespace and name, or uid) with the container's
 *       name; else
 *       container id; else function instance; else host with pid; else the host; else the function with its version. With
 *       none of these the resource is refused: readings of several instances under one name would look like one that
 *       jumps.
 *   <li>service: {@code service.name}; else the Kubernetes workload, with {@code k8s.namespace.name} as namespace; else
 *       {@code faas.name}; else {@code unknown_service:<executable>} as the OpenTelemetry specification says.
 *   <li>incarnation: process creation time, else container id, else restart count, else pid; empty means unknown.
 *   <li>version: {@code service.version}, else that of the function if it is published, else the image's tag.
 * </ul>
 */
public final class ResourceIdentity {

    /** Attributes kept as labels: where to look for the instance, and what it runs on. */
    private static final List<String> LABELS = List.of(
            "k8s.cluster.name",
            "k8s.namespace.name",
            "k8s.pod.name",
            "k8s.container.name",
            "k8s.node.name",
            "host.name",
            "cloud.region",
            "cloud.availability_zone",
            "container.image.name",
            "telemetry.sdk.language",
            "process.runtime.name",
            "process.runtime.version",
            "process.executable.name");

    private static final List<String> WORKLOADS = List.of(
            "k8s.deployment.name",
            "k8s.statefulset.name",
            "k8s.daemonset.name",
            "k8s.cronjob.name",
            "k8s.job.name",
            "k8s.replicaset.name");

    private final MappingPolicy policy;

    public ResourceIdentity(MappingPolicy policy) {
        this.policy = policy;
    }

    /** Who a resource is. */
    public Identity of(Resource resource) {
        return of(Attributes.map(resource.getAttributesList()));
    }

    /** Who resource attributes are, their values as text. */
    public Identity of(Map<String, String> attributes) {
        String instance = instanceId(attributes);
        if (instance.isEmpty()) {
            return new Identity.Refused(DropReason.NO_INSTANCE);
        }
        InstanceRef ref = InstanceRef.newBuilder()
                .setServiceNamespace(serviceNamespace(attributes))
                .setServiceName(serviceName(attributes))
                .setServiceVersion(version(attributes))
                .setServiceInstanceId(instance)
                .setIncarnation(incarnation(attributes))
                .setStartedAtMs(startedAtMillis(attributes))
                .setEnvironment(first(attributes, "deployment.environment.name", "deployment.environment"))
                .setNode(first(attributes, "k8s.node.name", "host.id", "host.name"))
                .setLabels(labels(attributes))
                .build();
        return isTooLong(ref) ? new Identity.Refused(DropReason.ATTRIBUTE_TOO_LONG) : new Identity.Known(ref);
    }

    private static String instanceId(Map<String, String> attributes) {
        String explicit = first(attributes, "service.instance.id");
        if (!explicit.isEmpty()) {
            return explicit;
        }
        String pod = pod(attributes);
        if (!pod.isEmpty()) {
            return joined(pod, "/", first(attributes, "k8s.container.name"));
        }
        String alone = first(attributes, "container.id", "faas.instance");
        if (!alone.isEmpty()) {
            return alone;
        }
        String host = first(attributes, "host.id", "host.name", "k8s.node.name");
        return host.isEmpty() ? function(attributes) : joined(host, ":", first(attributes, "process.pid"));
    }

    /** All sandboxes of one version together, where nothing tells them apart. */
    private static String function(Map<String, String> attributes) {
        String name = first(attributes, "faas.name");
        return name.isEmpty() ? "" : joined(name, ":", publishedVersion(attributes));
    }

    private static String publishedVersion(Map<String, String> attributes) {
        return FunctionReport.published(first(attributes, "faas.version"));
    }

    private static String version(Map<String, String> attributes) {
        String told = first(attributes, "service.version");
        String version = told.isEmpty() ? publishedVersion(attributes) : told;
        return version.isEmpty() ? first(attributes, "container.image.tags", "container.image.tag") : version;
    }

    /** By name where it has one: every collector knows the name, but cAdvisor no uid, and limits must meet usage. */
    private static String pod(Map<String, String> attributes) {
        String uid = first(attributes, "k8s.pod.uid");
        String name = first(attributes, "k8s.pod.name");
        String namespace = first(attributes, "k8s.namespace.name");
        if (name.isEmpty() || (namespace.isEmpty() && !uid.isEmpty())) {
            return uid;
        }
        String cluster = first(attributes, "k8s.cluster.name");
        return (cluster.isEmpty() ? "" : cluster + "/") + namespace + "/" + name;
    }

    private static String serviceName(Map<String, String> attributes) {
        String named = first(attributes, "service.name");
        if (!named.isEmpty()) {
            return named;
        }
        String workload = workload(attributes);
        if (!workload.isEmpty()) {
            return workload;
        }
        String function = first(attributes, "faas.name");
        return function.isEmpty() ? unknownService(attributes) : function;
    }

    private static String serviceNamespace(Map<String, String> attributes) {
        // a service that names itself without a namespace has none; a workload's name is only unique inside its own
        boolean fromWorkload = first(attributes, "service.name").isEmpty()
                && !workload(attributes).isEmpty();
        return fromWorkload
                ? first(attributes, "service.namespace", "k8s.namespace.name")
                : first(attributes, "service.namespace");
    }

    private static String workload(Map<String, String> attributes) {
        String owner = first(attributes, WORKLOADS.toArray(String[]::new));
        if (!owner.isEmpty()) {
            return owner;
        }
        String pod = first(attributes, "k8s.pod.name");
        return pod.isEmpty() ? first(attributes, "k8s.container.name") : WorkloadName.ofPod(pod);
    }

    private static String unknownService(Map<String, String> attributes) {
        String what = first(attributes, "process.executable.name", "container.name", "container.image.name");
        boolean process = attributes.containsKey("process.pid") || attributes.containsKey("container.id");
        return joined("unknown_service", ":", what.isEmpty() && !process ? "node" : what);
    }

    private static String incarnation(Map<String, String> attributes) {
        String life = first(attributes, "process.creation.time", "container.id");
        if (!life.isEmpty()) {
            return life;
        }
        String restarts = first(attributes, "k8s.container.restart_count");
        if (!restarts.isEmpty()) {
            return "restart-" + restarts;
        }
        String pid = first(attributes, "process.pid");
        return pid.isEmpty() ? "" : "pid-" + pid;
    }

    private static long startedAtMillis(Map<String, String> attributes) {
        String time = first(attributes, "process.creation.time", "k8s.pod.start_time");
        try {
            Instant start =
                    time.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(time).toInstant();
            return Math.max(0, start.toEpochMilli());
        } catch (DateTimeException | ArithmeticException malformed) {
            return 0; // a sender's odd spelling of the time costs only the time
        }
    }

    private Map<String, String> labels(Map<String, String> attributes) {
        Map<String, String> labels = new HashMap<>();
        for (String name : LABELS) {
            String value = first(attributes, name);
            if (!value.isEmpty()) {
                labels.put(name, value.length() <= policy.maxLabelChars() ? value : cut(value));
            }
        }
        return labels;
    }

    private String cut(String value) {
        return value.substring(0, policy.maxLabelChars());
    }

    private boolean isTooLong(InstanceRef ref) {
        return Stream.of(
                        ref.getServiceNamespace(),
                        ref.getServiceName(),
                        ref.getServiceVersion(),
                        ref.getServiceInstanceId(),
                        ref.getIncarnation(),
                        ref.getEnvironment(),
                        ref.getNode())
                .anyMatch(text -> text.length() > policy.maxIdentityChars());
    }

    private static String first(Map<String, String> attributes, String... names) {
        for (String name : names) {
            String value = attributes.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String joined(String left, String separator, String right) {
        return right.isEmpty() ? left : left + separator + right;
    }
}
