package io.heaptide.simulator.otlp;

import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.RuntimeKind;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;

/** Says whose telemetry it is, as SDKs and collectors in a cluster or on a host do. */
final class ResourceAttributes {

    private static final String CLUSTER = "simulated";

    private final Instant origin;
    private final String environment;

    /** For a fleet whose time counts from an instant. */
    ResourceAttributes(Instant origin, String environment) {
        this.origin = origin;
        this.environment = environment;
    }

    Resource of(Life life) {
        Resource.Builder resource = Resource.newBuilder()
                .addAttributes(text("service.namespace", life.slot().service().namespace()))
                .addAttributes(text("service.name", life.slot().service().name()))
                .addAttributes(text("service.version", life.version()))
                .addAttributes(text("service.instance.id", life.instanceId()))
                .addAttributes(text("deployment.environment.name", environment));
        RuntimeKind kind = life.slot().service().kind();
        if (kind == RuntimeKind.PROCESS) {
            resource.addAttributes(text("host.name", life.slot().node()))
                    .addAttributes(text(
                            "process.executable.name", life.slot().service().name()));
        } else {
            addPod(resource, life);
        }
        if (kind != RuntimeKind.CONTAINER) { // a container is seen from outside: its process is unknown
            addProcess(resource, life);
        }
        return resource.build();
    }

    private static void addPod(Resource.Builder resource, Life life) {
        resource.addAttributes(text("k8s.cluster.name", CLUSTER))
                .addAttributes(text("k8s.namespace.name", life.slot().service().namespace()))
                .addAttributes(text("k8s.node.name", life.slot().node()))
                .addAttributes(text("k8s.deployment.name", life.slot().service().name()))
                .addAttributes(text("k8s.pod.name", life.instanceId()))
                .addAttributes(text("k8s.container.name", life.slot().service().name()))
                .addAttributes(number("k8s.container.restart_count", life.restarts()))
                .addAttributes(text("container.id", life.containerId()));
    }

    private void addProcess(Resource.Builder resource, Life life) {
        Instant created = origin.plusMillis(life.span().startMillis());
        resource.addAttributes(number("process.pid", life.pid()))
                .addAttributes(text("process.creation.time", created.toString()));
        switch (life.slot().service().kind()) {
            case JVM ->
                resource.addAttributes(text("telemetry.sdk.language", "java"))
                        .addAttributes(text("process.runtime.name", "OpenJDK Runtime Environment"));
            case GO ->
                resource.addAttributes(text("telemetry.sdk.language", "go"))
                        .addAttributes(text("process.runtime.name", "go"));
            case CONTAINER, PROCESS -> {} // seen from outside: no SDK inside
        }
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
