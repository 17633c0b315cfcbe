package io.heaptide.simulator.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void delaysDoubleUpToTheirBound() {
        RetryPolicy policy = RetryPolicy.givingUpAfter(Duration.ofMinutes(2));

        assertThat(policy.delayBefore(0)).isZero();
        assertThat(policy.delayBefore(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.delayBefore(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy.delayBefore(7)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.delayBefore(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesToHaveNoPatience() {
        assertThatThrownBy(() -> RetryPolicy.givingUpAfter(Duration.ZERO))
                .hasMessage("retry.giveUpAfter must be positive, got PT0S");
    }
}
