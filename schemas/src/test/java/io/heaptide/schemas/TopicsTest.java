package io.heaptide.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesAreTheContract() {
        assertThat(Topics.ALL)
                .extracting(Topic::name)
                .containsExactly(
                        "heaptide.memory-samples.v1",
                        "heaptide.allocation-summaries.v1",
                        "heaptide.lifecycle-events.v1",
                        "heaptide.series-trends.v1",
                        "heaptide.leak-scores.v1",
                        "heaptide.leak-alerts.v1",
                        "heaptide.diagnosis-requests.v1",
                        "heaptide.dead-letters.v1");
    }

    @Test
    void namesCarryNoUnderscoreBecauseKafkaMetricsCannotTellItFromADot() {
        assertThat(Topics.ALL).extracting(Topic::name).noneMatch(name -> name.contains("_"));
    }

    @Test
    void creationAsksForDeletionByAgeSinceArrival() {
        assertThat(Topics.LEAK_ALERTS.config())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()));
    }

    @Test
    void partitionsMustBePositive() {
        assertThatThrownBy(() -> Topics.all(0)).hasMessageContaining("at least 1, got 0");
        assertThat(Topics.all(3)).allMatch(topic -> topic.partitions() == 3);
    }

    /** Reference: {@code murmur2} of kafka-python 3.0.12, {@code murmur2(b"node-7") & 0x7fffffff} mod 4096. */
    @Test
    void bucketsFollowKafkasMurmur2() {
        assertThat(Buckets.of("node-7")).isEqualTo(3723);
        assertThat(Buckets.partition(4095, 8)).isEqualTo(7);
    }
}
