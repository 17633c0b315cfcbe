package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalKafkaConfigTest {
    private static final LocalKafkaConfig DEFAULTS = LocalKafkaConfig.in(Path.of("kafka"));

    @Test
    void hasTheseDefaults() {
        assertThat(DEFAULTS).isEqualTo(new LocalKafkaConfig(Path.of("kafka"), 0, 512, Duration.ofSeconds(90), true));
    }

    @Test
    void changesOneThingAtATime() {
        assertThat(DEFAULTS.withPort(9092).withHeapMib(700).forLongRuns())
                .isEqualTo(new LocalKafkaConfig(Path.of("kafka"), 9092, 700, Duration.ofSeconds(90), false));
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        assertThatThrownBy(() -> DEFAULTS.withPort(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kafka.port must be in [0, 65535], got 65536");
    }

    @Test
    void refusesAHeapThatNoBrokerStartsWith() {
        assertThatThrownBy(() -> DEFAULTS.withHeapMib(64)).hasMessage("kafka.heapMib must be at least 256, got 64");
    }

    @Test
    void refusesToWaitForNothing() {
        assertThatThrownBy(() -> new LocalKafkaConfig(Path.of("kafka"), 0, 512, Duration.ZERO, true))
                .hasMessage("kafka.startPatience must be positive, got PT0S");
    }
}
