package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heaptide.core.DetectorPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopologyConfigTest {

    private final TopologyConfig config = TopologyConfig.of(DetectorPolicy.defaults(), 8);

    @Test
    void pinsItsDefaults() {
        assertThat(config)
                .isEqualTo(new TopologyConfig(
                        DetectorPolicy.defaults(),
                        8,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(3),
                        Duration.ofHours(6),
                        1L << 30,
                        5,
                        new PublishPolicy(5, Duration.ofMinutes(5))));
    }

    @Test
    void scalesWithThePaneButNeverClosesPanesInHaste() {
        TopologyConfig fast = TopologyConfig.of(DetectorPolicy.defaults().withPane(Duration.ofSeconds(5)), 2);

        assertThat(fast.settle()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(fast.evidenceMaxAge()).isEqualTo(Duration.ofSeconds(150));
        assertThat(fast.quietAfter()).isEqualTo(Duration.ofSeconds(145));
        assertThat(fast.maxClockLead()).isEqualTo(Duration.ofSeconds(25));
        assertThat(fast.absentAfter()).isEqualTo(Duration.ofSeconds(15));
        assertThat(fast.publish().heartbeat()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void namesTheKeyOfWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopologyConfig.of(DetectorPolicy.defaults(), 0))
                .withMessage("topology.partitions must be at least 1, got 0");
    }

    @Test
    void believesNoClockThatIsFarAheadOfTheRecordOrOfNow() {
        long lead = config.maxClockLead().toMillis();

        assertThat(config.latestBelievable(1_000, 5_000)).isEqualTo(1_000 + lead);
        assertThat(config.latestBelievable(9_000, 5_000)).isEqualTo(5_000 + lead);
    }

    @Test
    void knowsThePaneOfATime() {
        assertThat(config.paneStart(120_000)).isEqualTo(120_000);
        assertThat(config.paneStart(179_999)).isEqualTo(120_000);
    }
}
