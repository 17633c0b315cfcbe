package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.Gate;
import io.heaptide.core.Slope;
import io.heaptide.core.TimeToLimit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void bytesHaveTheUnitThatReadsBest() {
        assertThat(Words.bytes(0)).isEqualTo("0 B");
        assertThat(Words.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Words.bytes(-300.0 * (1 << 20))).isEqualTo("−300 MiB");
        assertThat(Words.bytes(16.0 * (1L << 30))).isEqualTo("16.0 GiB");
    }

    @Test
    void durationsAreAsLongAsPeopleNeed() {
        assertThat(Words.duration(5)).isEqualTo("5 s");
        assertThat(Words.duration(90 * 60)).isEqualTo("1 h 30 min");
        assertThat(Words.duration(26 * 3600)).isEqualTo("1 d 2 h");
        assertThat(Words.duration(40 * 86_400)).isEqualTo("40 d");
        assertThat(Words.duration(1e12)).isEqualTo("over 10 years");
    }

    @Test
    void timeToLimitIsARange() {
        assertThat(Words.timeToLimit(Optional.empty())).isEqualTo("–");
        assertThat(Words.timeToLimit(Optional.of(new TimeToLimit(3600, OptionalDouble.empty()))))
                .isEqualTo("at least 1 h");
        assertThat(Words.timeToLimit(Optional.of(new TimeToLimit(3600, OptionalDouble.of(7200)))))
                .isEqualTo("1 h to 2 h");
        assertThat(Words.timeToLimit(Optional.of(new TimeToLimit(3600, OptionalDouble.of(3601)))))
                .isEqualTo("1 h");
    }

    @Test
    void slopesHaveASignAndAnInterval() {
        Slope slope = new Slope(-1024, 1 << 20, 2 << 20);
        assertThat(Words.slope(slope)).isEqualTo("+1.0 MiB");
        assertThat(Words.interval(slope)).isEqualTo("−1.0 KiB to +2.0 MiB");
        assertThat(Words.slope(Slope.NONE)).isEqualTo("–");
    }

    @Test
    void aGateSaysWhatItAskedFor() {
        assertThat(ReportPage.Check.of(new Gate("panes", 12, 10, true)).threshold())
                .isEqualTo("≥ 10");
        assertThat(ReportPage.Check.of(new Gate("panes", 2, 10, false)).threshold())
                .isEqualTo("≥ 10");
        assertThat(ReportPage.Check.of(new Gate("step-share", 0.1, 0.5, true)).threshold())
                .isEqualTo("≤ 0.5");
        assertThat(ReportPage.Check.of(new Gate("step-share", 0.9, 0.5, false)).threshold())
                .isEqualTo("≤ 0.5");
        assertThat(ReportPage.Check.of(new Gate("slope-low-bytes-per-hour", 0, 0, false))
                        .threshold())
                .isEqualTo("> 0 B");
        assertThat(ReportPage.Check.of(new Gate("late-over-early", Double.MAX_VALUE, 1, true))
                        .value())
                .isEqualTo("∞");
    }
}
