package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotifierTest {

    private static final Map<String, String> WITHOUT_KAFKA =
            Map.of("HEAPTIDE_KAFKA", "127.0.0.1:" + Receiver.unusedPort());

    @Test
    void withoutATargetItIdlesAndIsHealthy() {
        try (Notifier notifier = new Notifier(NotifierConfig.fromEnvironment(WITHOUT_KAFKA), InstantSource.system())) {
            notifier.start();

            assertThat(notifier.health().targets()).isEmpty();
            assertThat(notifier.health().isHealthy()).isTrue();
        }
    }

    @Test
    void withoutKafkaItWaitsAndStopsWithinTenSeconds() {
        NotifierConfig config = new NotifierConfig(
                WITHOUT_KAFKA.getOrDefault("HEAPTIDE_KAFKA", ""),
                List.of(Targets.webhook(WebhookUrl.parse("http://127.0.0.1/x"))),
                RetryPolicy.DEFAULT,
                Duration.ofSeconds(1));
        Notifier notifier = new Notifier(config, InstantSource.system());
        notifier.start();
        assertThatThrownBy(notifier::start).hasMessage("already started");
        assertThat(notifier.health().isHealthy()).isTrue();

        long before = System.nanoTime();
        notifier.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(notifier.health().targets())
                .extracting(TargetHealth::state)
                .containsExactly(TargetHealth.State.STOPPED);
    }
}
