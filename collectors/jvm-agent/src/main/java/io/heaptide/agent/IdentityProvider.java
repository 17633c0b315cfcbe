package io.heaptide.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.UUID;

/**
 * Adds what the SDK's own providers leave out of an instance's identity.
 *
 * <p>Without a configured {@code service.instance.id} each life of a process gets a random one. Inside a pod that would
 * make a new instance of every restart, so there it is derived from pod and container, as the conventions advise.
 */
public final class IdentityProvider implements ResourceProvider {

    private static final UUID OF_THIS_LIFE = UUID.randomUUID();

    /** Before the provider that reads the environment, which therefore wins. */
    @Override
    public int order() {
        return Integer.MIN_VALUE;
    }

    @Override
    public Resource createResource(ConfigProperties config) {
        return Resource.create(Attributes.builder()
                .put("service.instance.id", instance(config).toString())
                .put("process.pid", ProcessHandle.current().pid())
                .put("process.creation.time", ProcessBirth.instant().toString())
                .build());
    }

    private static UUID instance(ConfigProperties config) {
        Map<String, String> configured = config.getMap("otel.resource.attributes");
        String pod = configured.get("k8s.pod.uid");
        String container = configured.get("k8s.container.name");
        return pod == null || container == null
                ? OF_THIS_LIFE
                : UUID.nameUUIDFromBytes((pod + "/" + container).getBytes(UTF_8));
    }
}
