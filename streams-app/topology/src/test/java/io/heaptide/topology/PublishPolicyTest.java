package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heaptide.core.Verdict;
import io.heaptide.topology.PublishPolicy.Published;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishPolicyTest {

    private static final Published LAST = new Published(Verdict.STEADY, 10, "anon/", 60_000);

    private final PublishPolicy policy = new PublishPolicy(5, Duration.ofMinutes(5));

    @Test
    void publishesTheFirstResult() {
        assertThat(policy.saysSomethingNew(null, LAST)).isTrue();
    }

    @Test
    void keepsQuietWhileNothingChanges() {
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEADY, 14.9, "anon/", 120_000)))
                .isFalse();
    }

    @Test
    void publishesAnotherVerdictScoreOrSubjectAtOnce() {
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEP, 10, "anon/", 120_000)))
                .isTrue();
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEADY, 15, "anon/", 120_000)))
                .isTrue();
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEADY, 10, "old/", 120_000)))
                .isTrue();
    }

    @Test
    void repeatsAnUnchangedResultAtTheHeartbeat() {
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEADY, 10, "anon/", 359_999)))
                .isFalse();
        assertThat(policy.saysSomethingNew(LAST, new Published(Verdict.STEADY, 10, "anon/", 360_000)))
                .isTrue();
    }

    @Test
    void refusesThresholdsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishPolicy(Double.NaN, Duration.ofMinutes(1)))
                .withMessageContaining("publish.minScoreChange");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishPolicy(5, Duration.ZERO))
                .withMessageContaining("publish.heartbeat");
    }
}
