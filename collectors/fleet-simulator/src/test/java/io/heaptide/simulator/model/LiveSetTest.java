package io.heaptide.simulator.model;

import static io.heaptide.simulator.model.Bytes.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.simulator.model.MemoryPart.CacheFill;
import io.heaptide.simulator.model.MemoryPart.Leak;
import io.heaptide.simulator.model.MemoryPart.LoadFollowing;
import io.heaptide.simulator.model.MemoryPart.Step;
import io.heaptide.simulator.model.MemoryPart.WarmUp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSetTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void warmUpHolds63PercentAfterOneTimeConstantAndAllOfItInTheEnd() {
        WarmUp warmUp = new WarmUp(mib(100), Duration.ofMinutes(1));

        assertThat(warmUp.bytesAt(0, 0, 0)).isZero();
        assertThat(warmUp.bytesAt(60, 0, 0) / mib(100)).isCloseTo(1 - Math.exp(-1), within(1e-12));
        assertThat(warmUp.bytesAt(3600, 0, 0)).isEqualTo(mib(100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void cacheRisesToItsBoundAndNeverAboveIt(double bend) {
        CacheFill cache = new CacheFill(mib(100), Duration.ofMinutes(10), bend);

        double before = -1;
        for (int age = 0; age <= 600; age++) {
            assertThat(cache.bytesAt(age, 0, 0)).isGreaterThan(before).isLessThanOrEqualTo(mib(100));
            before = cache.bytesAt(age, 0, 0);
        }
        assertThat(cache.bytesAt(601, 0, 0)).isEqualTo(cache.bytesAt(1e6, 0, 0)).isEqualTo(mib(100));
    }

    @Test
    void stepNeedsItsInstantAndItsRelease() {
        Step step = new Step(mib(50), Duration.ofSeconds(100), Duration.ofSeconds(10), 1);

        assertThat(step.bytesAt(1000, 99, 1)).isZero();
        assertThat(step.bytesAt(1000, 105, 1)).isEqualTo(mib(25));
        assertThat(step.bytesAt(1000, 200, 1)).isEqualTo(mib(50));
        assertThat(step.bytesAt(1000, 200, 0)).isZero();
    }

    @Test
    void loadComesBackEveryDayAndStaysBetweenNightAndPeak() {
        LoadFollowing load = new LoadFollowing(mib(100), Duration.ofSeconds(700));

        for (int second = 0; second < 4900; second++) {
            assertThat(load.bytesAt(0, second, 0)).isBetween(-1.0, mib(100) + 1);
            assertThat(load.bytesAt(0, second, 0)).isCloseTo(load.bytesAt(0, second + 4900, 0), within(1.0));
        }
        assertThat(load.bytesAt(0, 350, 0)).isGreaterThan(load.bytesAt(0, 0, 0) + mib(70));
    }

    @Test
    void leakBeginsWithItsFaultAndEndsWithItsProcess() {
        Leak leak = new Leak(3600, Duration.ofSeconds(1000), 1, Duration.ZERO);

        assertThat(leak.bytesAt(500, 900, 1)).isZero();
        assertThat(leak.bytesAt(500, 1100, 1)).isEqualTo(100); // one byte a second since the fault
        assertThat(leak.bytesAt(40, 1100, 1)).isEqualTo(40); // a young process leaks from its start
        assertThat(leak.bytesAt(500, 1100, 0)).isZero();
    }

    @Test
    void leakUnderLoadLosesTheSameInADayAndNeverGivesBack() {
        Leak leak = new Leak(3600, Duration.ZERO, 0, DAY);

        assertThat(leak.bytesAt(86_400, 86_400, 0)).isCloseTo(86_400, within(1e-6));
        for (int hour = 0; hour < 48; hour++) {
            double now = leak.bytesAt(hour * 3600.0, hour * 3600.0, 0);
            assertThat(leak.bytesAt((hour + 1) * 3600.0, (hour + 1) * 3600.0, 0))
                    .isGreaterThan(now);
        }
    }

    @Test
    void evenLeakFillsItsRoomAtItsRate() {
        LiveSet liveSet = new LiveSet(mib(100), List.of(Leak.steady(mib(50), Duration.ofHours(2))));

        assertThat(liveSet.ageSecondsAt(mib(300), 3600, 0)).isCloseTo(3600 + 4 * 3600, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 11, 26, 49, 200})
    void firstCrossingUnderLoadIsTheFirst(int hoursToFill) {
        LiveSet liveSet = new LiveSet(
                mib(100),
                List.of(
                        new LoadFollowing(mib(60), DAY),
                        new Leak(mib(200) / hoursToFill, Duration.ofHours(-5), 0, DAY)));

        double age = liveSet.ageSecondsAt(mib(300), 7200, 0);

        assertThat(liveSet.bytesAt(age, 7200 + age, 0)).isCloseTo(mib(300), within(mib(1) / 100));
        for (double before = 0; before < age - 60; before += 60) {
            assertThat(liveSet.bytesAt(before, 7200 + before, 0)).isLessThan(mib(300));
        }
    }

    @Test
    void withoutALeakTheLimitIsNeverReached() {
        LiveSet liveSet = new LiveSet(mib(100), List.of(new WarmUp(mib(50), Duration.ofMinutes(1))));

        assertThat(liveSet.ageSecondsAt(mib(120), 0, 0)).isInfinite();
    }

    @Test
    void refusesTwoLeaks() {
        Leak leak = Leak.steady(1, Duration.ZERO);

        assertThatThrownBy(() -> new LiveSet(1, List.of(leak, leak)))
                .hasMessageContaining("liveSet.parts must hold at most one leak");
    }
}
