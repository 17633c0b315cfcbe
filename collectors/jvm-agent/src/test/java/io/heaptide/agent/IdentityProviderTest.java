package io.heaptide.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityProviderTest {

    private static final String POD = "k8s.pod.uid=6f1c,k8s.container.name=";

    @Test
    void givesOneLifeOneIdentity() {
        assertThat(instance("")).isNotNull().isEqualTo(instance(""));
    }

    @Test
    void keepsAContainersIdentityAcrossRestarts() {
        assertThat(instance(POD + "shop"))
                .isEqualTo(instance(POD + "shop"))
                .isNotEqualTo(instance(POD + "sidecar"))
                .isNotEqualTo(instance(""));
    }

    @Test
    void marksTheLifeByItsBirth() {
        String birth = resource("").getAttribute(AttributeKey.stringKey("process.creation.time"));

        assertThat(birth).isNotNull();
        assertThat(Instant.parse(birth == null ? "" : birth)).isBefore(Instant.now());
    }

    private static @Nullable String instance(String attributes) {
        return resource(attributes).getAttribute(AttributeKey.stringKey("service.instance.id"));
    }

    private static Resource resource(String attributes) {
        return new IdentityProvider()
                .createResource(DefaultConfigProperties.createFromMap(Map.of("otel.resource.attributes", attributes)));
    }
}
