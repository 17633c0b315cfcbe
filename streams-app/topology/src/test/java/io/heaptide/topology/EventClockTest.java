package io.heaptide.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventClockTest {

    private final EventClock clock = new EventClock(Duration.ofSeconds(60));

    @Test
    void knowsNoTimeBeforeTheFirstRecord() {
        assertThat(clock.started()).isFalse();
    }

    @Test
    void isTheNewestEventTimeWhileRecordsFlowHoweverLateTheWallIs() {
        clock.advance(1_000, 900_000);
        clock.advance(500, 900_050);

        assertThat(clock.now(900_050)).isEqualTo(1_000);
    }

    @Test
    void isCarriedOnByTheWallOnceNothingHasArrivedForAWhile() {
        clock.advance(1_000, 900_000);

        assertThat(clock.now(960_000)).isEqualTo(1_000);
        assertThat(clock.now(967_000)).isEqualTo(8_000);
    }

    @Test
    void doesNotRunBackWithTheWall() {
        clock.advance(1_000, 900_000);

        assertThat(clock.now(800_000)).isEqualTo(1_000);
    }
}
