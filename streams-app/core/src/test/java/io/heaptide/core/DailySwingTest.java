package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DailySwingTest {
    private static final int DAY = 24 * 60;
    private static final long MINUTE = 60_000;

    @Test
    void knowsHowFarTheFloorSwungAtTheSameHoursOfADayBefore() {
        DailySwing swing = swing(2 * DAY, 0);
        long noon = DAY + DAY / 2;
        OptionalDouble rise = swing.widest(noon - 120, noon);
        assertThat(rise.orElseThrow()).as("from 9 to 13 h of a swing of 1,000").isCloseTo(130, within(40.0));
        assertThat(swing.widest(DAY + 180, DAY + 420).orElseThrow()).isGreaterThan(400);
    }

    @Test
    void saysNothingWhereYesterdayWasNotSeen() {
        assertThat(swing(DAY, 0).widest(DAY - 120, DAY)).isEmpty();
        assertThat(swing(2 * DAY, DAY).widest(DAY + 600, DAY + 720)).isEmpty();
    }

    @Test
    void knowsTheWeekOnceEachOfItsDaysWasSeen() {
        assertThat(swing(5 * DAY, 0).knowsWeek(5 * DAY - 120, 5 * DAY)).isFalse();
        assertThat(swing(8 * DAY, 0).knowsWeek(8 * DAY - 120, 8 * DAY)).isTrue();
    }

    /** A floor that swings by 1,000 bytes about 10,000, lowest at midnight. */
    private static DailySwing swing(int minutes, long settledPane) {
        Envelope envelope = new Envelope();
        for (int minute = 0; minute < minutes; minute++) {
            envelope.put(minute, (float) (10_000 - 500 * Math.cos(2 * Math.PI * minute / DAY)), false);
        }
        return new DailySwing(new FloorWindow.Source(envelope, MINUTE, settledPane, false));
    }
}
