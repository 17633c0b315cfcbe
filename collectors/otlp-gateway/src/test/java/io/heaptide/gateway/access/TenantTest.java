package io.heaptide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.InstanceRef;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantTest {

    private static final InstanceRef INSTANCE = InstanceRef.newBuilder()
            .setServiceNamespace("checkout")
            .setServiceName("cart")
            .setServiceVersion("7")
            .setServiceInstanceId("cart-1")
            .setIncarnation("restart-2")
            .setStartedAtMs(5)
            .setEnvironment("prod")
            .setNode("node-1")
            .setLabels(Map.of("k8s.pod.name", "cart-x"))
            .build();

    @Test
    void aServiceWithoutNamespaceIsInTheTenants() {
        InstanceRef sent = InstanceRef.newBuilder()
                .setServiceName("cart")
                .setServiceInstanceId("cart-1")
                .build();

        assertThat(new Tenant("shop").own(sent).getServiceNamespace()).isEqualTo("shop");
    }

    @Test
    void aNamespaceIsWithinTheTenantsSoThatNobodyWritesIntoAnothers() {
        InstanceRef own = new Tenant("shop").own(INSTANCE);

        assertThat(own.getServiceNamespace()).isEqualTo("shop/checkout");
        assertThat(own.getLabels()).containsEntry("heaptide.tenant", "shop").containsAllEntriesOf(INSTANCE.getLabels());
        own.setServiceNamespace("checkout");
        own.setLabels(INSTANCE.getLabels());
        assertThat(own).as("all else is as sent").isEqualTo(INSTANCE);
    }

    @Test
    void theOperatorsNamespacesAreAsSent() {
        assertThat(Tenant.OWN.own(INSTANCE)).isSameAs(INSTANCE);
    }

    @Test
    void aNameCannotHoldTheSeparator() {
        assertThatThrownBy(() -> new Tenant("shop/checkout")).isInstanceOf(IllegalArgumentException.class);
    }
}
