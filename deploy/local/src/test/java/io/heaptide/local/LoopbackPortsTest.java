package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    @Test
    void picksAPortBelowThoseOfOutgoingConnections() {
        int port = LoopbackPorts.resolve(0, "broker", "");

        assertThat(port).isBetween(20_000, 32_000);
        assertThat(LoopbackPorts.isFree(port)).isTrue();
        assertThat(LoopbackPorts.accepts(port)).isFalse();
    }

    @Test
    void namesAPortThatIsTakenAndTheRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThat(LoopbackPorts.accepts(port)).isTrue();
            assertThatThrownBy(() -> LoopbackPorts.resolve(port, "Kafka broker", "choose another"))
                    .isInstanceOf(LocalEngineException.class)
                    .hasMessageStartingWith("Port " + port + " for the Kafka broker is already in use")
                    .hasMessageEndingWith("choose another.");
        }
    }
}
