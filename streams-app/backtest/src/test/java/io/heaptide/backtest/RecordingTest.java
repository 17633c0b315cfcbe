package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceId;
import io.heaptide.core.Life;
import io.heaptide.core.SeriesId;
import io.heaptide.core.ServiceId;
import io.heaptide.core.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long PANE = 60_000;
    private static final SeriesId SERIES = new SeriesId("process.memory.usage", "");

    @Test
    void aLongTimeFitsIntoTheSameStretchesAndKeepsItsExtremes() {
        for (long start = 1000; start < 1004; start++) {
            Recording recording = new Recording(PANE);
            for (long minute = 0; minute < 20_000; minute++) {
                recording.read(reading((start + minute) * PANE, minute == 7_777 ? 1 : 1000 + minute));
            }
            assertThat(recording.size()).isBetween(Recording.STRETCHES / 2, Recording.STRETCHES);
            Recording.Lane lane = recording.find(SERIES).orElseThrow();
            float lowest = Float.MAX_VALUE;
            float highest = 0;
            for (int at = 0; at < recording.size(); at++) {
                assertThat(lane.low(at)).isLessThanOrEqualTo(lane.last(at));
                lowest = Math.min(lowest, lane.low(at));
                highest = Math.max(highest, lane.high(at));
            }
            assertThat(lowest).isEqualTo(1);
            assertThat(highest).isEqualTo(1000 + 19_999);
            assertThat(recording.startMillis()).isLessThanOrEqualTo(start * PANE);
            assertThat(recording.startMillis() + recording.stretchMillis()).isGreaterThan(start * PANE);
        }
    }

    @Test
    void theGravestVerdictOfAStretchIsKept() {
        Recording recording = new Recording(PANE);
        for (long minute = 0; minute < 5_000; minute++) {
            recording.read(reading(minute * PANE, 10));
            recording.judged(judged(minute * PANE, minute == 3_333 ? Verdict.LEAKING : Verdict.STEADY));
        }
        int stretch = (int) (3_333 * PANE / recording.stretchMillis());
        assertThat(recording.verdict(stretch)).contains(Verdict.LEAKING);
        assertThat(recording.verdict(stretch + 1)).contains(Verdict.STEADY);
    }

    @Test
    void aTimeBeforeTheFirstIsLeftOut() {
        Recording recording = new Recording(PANE);
        recording.read(reading(100 * PANE, 10));
        recording.read(reading(50 * PANE, 1));
        assertThat(recording.find(SERIES).orElseThrow().low(0)).isEqualTo(10);
    }

    private static Reading reading(long atMillis, long bytes) {
        return new Reading(atMillis, "s", "i", SERIES.signal(), bytes, OptionalLong.empty(), "");
    }

    private static InstanceAssessment judged(long atMillis, Verdict verdict) {
        return new InstanceAssessment(
                new InstanceId(new ServiceId("", "s"), "i"),
                Life.UNKNOWN,
                atMillis,
                verdict,
                0,
                Optional.empty(),
                List.of());
    }
}
