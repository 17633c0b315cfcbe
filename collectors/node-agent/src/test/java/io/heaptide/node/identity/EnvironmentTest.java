package io.heaptide.node.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private static Environment of(String... entries) {
        return new Environment(String.join("\0", entries) + "\0");
    }

    @Test
    void theServiceNameWinsOverTheSameAttribute() {
        Environment environment = of(
                "OTEL_RESOURCE_ATTRIBUTES=service.name=other,service.version=1.4,service.namespace=shop%2Ceu",
                "OTEL_SERVICE_NAME=cart");

        assertThat(environment.attributes())
                .containsEntry("service.name", "cart")
                .containsEntry("service.version", "1.4")
                .containsEntry("service.namespace", "shop,eu");
    }

    @Test
    void theDownwardApiNamesPodAndNamespaceAndAttributesNameThemBetter() {
        Environment environment =
                of("POD_NAME=cart-7d9f", "POD_NAMESPACE=shop", "OTEL_RESOURCE_ATTRIBUTES=k8s.namespace.name=store");

        assertThat(environment.attributes())
                .containsEntry("k8s.pod.name", "cart-7d9f")
                .containsEntry("k8s.namespace.name", "store");
    }

    @Test
    void nothingElseIsKept() {
        Environment environment = of("DB_PASSWORD=hunter2", "PATH=/bin", "OTEL_SERVICE_NAME=cart", "broken", "=x");

        assertThat(environment.attributes()).containsOnlyKeys("service.name");
        assertThat(environment.hostname()).isEmpty();
    }

    @Test
    void aStrayPercentSignIsKept() {
        assertThat(of("OTEL_RESOURCE_ATTRIBUTES=service.name=50%,team=a+b").attributes())
                .containsEntry("service.name", "50%")
                .containsEntry("team", "a+b");
    }

    @ParameterizedTest
    @CsvSource({"1048576,1048576", "64Mi,67108864", "2Gi,2147483648", "128M,128000000"})
    void aRequestIsAKubernetesQuantity(String quantity, long bytes) {
        assertThat(of("HEAPTIDE_MEMORY_REQUEST=" + quantity).requestBytes()).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0", "many", "-5Mi", "1.5Gi", "999999999999999Ti"})
    void whatIsNoQuantityIsNoRequest(String quantity) {
        assertThat(of("HEAPTIDE_MEMORY_REQUEST=" + quantity).requestBytes()).isEmpty();
    }
}
