package io.heaptide.signals;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Log records about lives: Heaptide's own {@code heaptide.lifecycle} events, and Kubernetes events. */
final class LifecycleReader {

    private static final String K8S_REASON = "k8s.event.reason";
    private static final Pattern CONTAINER_PATH = Pattern.compile("spec\\.(?:initC|c)ontainers\\{([^}]+)}");

    private static final Map<String, LifecycleType> OWN_TYPES = Map.of(
            "start", LifecycleType.START,
            "stop", LifecycleType.STOP,
            "oom_kill", LifecycleType.OOM_KILL,
            "deploy", LifecycleType.DEPLOY,
            "limit_change", LifecycleType.LIMIT_CHANGE);

    /** Reasons as kubelet, node-problem-detector and the controllers write them. */
    private static final Map<String, LifecycleType> K8S_TYPES = Map.of(
            "Started", LifecycleType.START,
            "Killing", LifecycleType.STOP,
            "Evicted", LifecycleType.STOP,
            "Preempting", LifecycleType.STOP,
            "OOMKilling", LifecycleType.OOM_KILL,
            "OOMKilled", LifecycleType.OOM_KILL,
            "SystemOOM", LifecycleType.OOM_KILL,
            "ResizeCompleted", LifecycleType.LIMIT_CHANGE);

    private final MappingPolicy policy;

    LifecycleReader(MappingPolicy policy) {
        this.policy = policy;
    }

    /** The type that a Kubernetes event means; empty if the record is none, or tells of no life. */
    static Optional<LifecycleType> k8sType(LogRecord record) {
        return Optional.ofNullable(K8S_TYPES.get(Attributes.of(record.getAttributesList(), K8S_REASON)));
    }

    /** Who a Kubernetes event is about: its object, which some versions of the receiver write on the record. */
    static Map<String, String> k8sObject(Map<String, String> resource, LogRecord record) {
        Map<String, String> all = new HashMap<>(resource);
        all.putAll(Attributes.map(record.getAttributesList()));
        String kind = all.getOrDefault("k8s.object.kind", "").toLowerCase(Locale.ROOT);
        if (kind.equals("pod") || kind.equals("node")) {
            all.putIfAbsent("k8s." + kind + ".name", all.getOrDefault("k8s.object.name", ""));
            all.putIfAbsent("k8s." + kind + ".uid", all.getOrDefault("k8s.object.uid", ""));
        }
        String path = all.getOrDefault("k8s.object.fieldpath", all.getOrDefault("k8s.container.name", ""));
        Matcher container = CONTAINER_PATH.matcher(path);
        if (container.matches()) {
            all.put("k8s.container.name", container.group(1));
        }
        return all;
    }

    LifecycleEvent k8sEvent(InstanceRef instance, LifecycleType type, LogRecord record, long atMillis) {
        String reason = Attributes.of(record.getAttributesList(), K8S_REASON);
        String message = Attributes.text(record.getBody());
        return event(instance, type, atMillis, message.isEmpty() ? reason : reason + ": " + message)
                .build();
    }

    LifecycleEvent ownEvent(InstanceRef instance, LogRecord record, long atMillis) throws UnusableRecord {
        Body body = Body.of(record.getBody());
        LifecycleType type = OWN_TYPES.get(body.text("type"));
        if (type == null) {
            throw new UnusableRecord(DropReason.UNKNOWN_LIFECYCLE_TYPE, "type is " + body.text("type"));
        }
        LifecycleEvent.Builder event = event(instance, type, atMillis, body.text("reason"));
        if (body.has("limit_bytes")) {
            event.setLimitBytes((long) body.amount("limit_bytes"));
        }
        return event.build();
    }

    private LifecycleEvent.Builder event(InstanceRef instance, LifecycleType type, long atMillis, String reason) {
        int end = Math.min(reason.length(), policy.maxIdentityChars());
        return LifecycleEvent.newBuilder()
                .setInstance(instance)
                .setType(type)
                .setAtMs(atMillis)
                .setReason(reason.substring(0, end));
    }
}
