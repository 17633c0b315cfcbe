package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.ServiceId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a million instances have in common is kept once. */
class SharedTest {

    private final Shared<ServiceId> services = new Shared<>();

    @Test
    void equalValuesBecomeOneObject() {
        ServiceId first = services.of(new ServiceId("shop", "orders"));

        assertThat(services.of(new ServiceId("shop", "orders"))).isSameAs(first);
    }

    @Test
    void whateverComesAnEqualValueIsGiven() {
        assertThat(IntStream.range(0, 100_000).mapToObj(number -> new ServiceId("shop", "service-" + number)))
                .allSatisfy(service -> assertThat(services.of(service)).isEqualTo(service));
    }
}
