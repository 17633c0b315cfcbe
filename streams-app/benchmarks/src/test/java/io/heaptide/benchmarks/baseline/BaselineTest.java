package io.heaptide.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.backtest.Reading;
import io.heaptide.benchmarks.detection.Detector;
import io.heaptide.benchmarks.detection.Level;
import io.heaptide.benchmarks.detection.Method;
import io.heaptide.benchmarks.detection.Opinion;
import io.heaptide.benchmarks.detection.Setting;
import io.heaptide.benchmarks.detection.Setting.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_767_225_600_000L;

    private final List<Opinion> said = new ArrayList<>();

    @Test
    void aConditionThatHoldsIsPendingBeforeItAlarms() {
        Detector detector = production("predict_linear");
        for (int minute = 0; minute < 40; minute++) {
            detector.take(reading("a", "container.memory.rss", minute, 500 + 3L * minute));
        }

        assertThat(first(Level.SUSPECT)).isEqualTo(1); // two readings make a line
        assertThat(first(Level.ALARM)).isEqualTo(16); // and hold for a quarter of an hour
    }

    @Test
    void durationsFitTheLengthOfARecording() {
        Setting hour = new Setting(Duration.ofSeconds(5), Scope.INSTANCE, Optional.of(Duration.ofHours(1)));
        Detector detector = method("Coroot's rule").begin(hour, said::add);
        for (int minute = 0; minute < 10; minute++) {
            detector.take(reading("a", "container.memory.rss", minute, 500 + 30L * minute));
        }

        assertThat(first(Level.ALARM)).isEqualTo(6); // its hour is an eighth of this one, 80 % of it is 6 minutes
    }

    @Test
    void aServiceAlarmsWhileAnInstanceDoes() {
        Detector detector = production("Coroot's rule");
        for (int minute = 0; minute < 120; minute++) {
            detector.take(reading("flat", "container.memory.rss", minute, 500));
            if (minute < 70) {
                detector.take(reading("growing", "container.memory.rss", minute, 500 + 2L * minute));
            }
        }

        assertThat(first(Level.ALARM)).isEqualTo(48);
        assertThat(said.get(said.size() - 1).level()).isEqualTo(Level.CLEAR); // gone for more than five minutes
    }

    @Test
    void theSignalThatRulesAreWrittenForIsWatched() {
        Detector detector = production("Coroot's rule");
        for (int minute = 0; minute < 70; minute++) {
            detector.take(reading("a", "container.memory.working_set", minute, 500 + 5L * minute));
            detector.take(reading("a", "container.memory.rss", minute, 500));
        }

        assertThat(said).isNotEmpty().allMatch(opinion -> opinion.level() == Level.CLEAR);
    }

    private Detector production(String label) {
        return method(label).begin(new Setting(Duration.ofMinutes(1), Scope.SERVICE, Optional.empty()), said::add);
    }

    private static Method method(String label) {
        return Baseline.all().stream()
                .filter(method -> method.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Reading reading(String instance, String metric, int minute, long used) {
        return new Reading(START + minute * MINUTE, "shop", instance, metric, used, OptionalLong.of(1000), "");
    }

    /** The minute at which a level was first reached. */
    private long first(Level level) {
        return said.stream()
                .filter(opinion -> opinion.level() == level)
                .mapToLong(opinion -> (opinion.atMillis() - START) / MINUTE)
                .findFirst()
                .orElse(-1);
    }
}
