package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {
    private static final SeriesId ACTIVE_REQUESTS = new SeriesId("http.server.active_requests", "");
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLeakIsFoundBeforeAThirdOfTheTimeToItsLimit(long seed) {
        Run run = Run.of(
                MemorySeries.at(mib(200)).growingPerHour(mib(100)).noise(mib(3)).seed(seed),
                Duration.ofHours(6),
                mib(1024));
        assertThat(run.hoursToAlarm()).isPresent();
        assertThat(run.hoursToAlarm().orElseThrow()).isLessThan(8.24 / 3);
        assertThat(run.verdicts().indexOf(Verdict.SUSPECT))
                .isBetween(0, run.verdicts().indexOf(Verdict.LEAKING));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aLeakThatBeginsAfterDaysOfRestIsFound(long seed) {
        Run run = Run.of(
                MemorySeries.at(mib(200))
                        .growingPerHour(mib(120), 36)
                        .noise(mib(3))
                        .seed(seed),
                Duration.ofHours(42),
                mib(1024));
        assertThat(run.hoursToAlarm().orElseThrow()).isBetween(36.0, 38.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aSlowLeakUnderADailyLoadIsFound(long seed) {
        Run run = Run.of(
                MemorySeries.at(mib(400))
                        .growingPerHour(mib(2))
                        .diurnal(mib(20))
                        .noise(mib(2))
                        .every(Duration.ofMinutes(1))
                        .seed(seed),
                DAY.multipliedBy(7),
                mib(1024));
        assertThat(run.hoursToAlarm()).isPresent();
        assertThat(run.hoursToAlarm().orElseThrow()).isLessThan(312 / 2.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void steadyNoiseIsNoLeak(long seed) {
        Run run = Run.of(MemorySeries.at(mib(300)).noise(mib(20)).seed(seed), DAY.multipliedBy(3), mib(512));
        assertThat(run.hoursToAlarm()).isEmpty();
        assertThat(run.last().verdict()).isIn(Verdict.STEADY, Verdict.SAWTOOTH);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1, 2, 5, 12})
    void aCacheThatWarmsUpIsNoLeak(double tauHours) {
        Run run = Run.of(
                MemorySeries.at(mib(200)).warmingUp(mib(300), tauHours).noise(mib(1)), DAY.multipliedBy(2), mib(1024));
        assertThat(run.hoursToAlarm()).isEmpty();
        assertThat(run.last().verdict()).isIn(Verdict.STEADY, Verdict.PLATEAUED, Verdict.WARMING_UP);
    }

    /** It never stops growing, but ever more slowly: a cache of keys that come back. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aCacheThatGrowsLikeALogarithmIsNoLeak(long seed) {
        MemorySeries series = MemorySeries.at(mib(300))
                .growingLikeLog(mib(45), 1)
                .noise(mib(3))
                .seed(seed);
        assertThat(Run.of(series, DAY.multipliedBy(7), mib(1024)).hoursToAlarm())
                .isEmpty();
    }

    @Test
    void workThatComesAndGoesIsNoLifeThatGrew() {
        MemorySeries batch = MemorySeries.at(mib(600)).working(mib(700), 2, 0.6).noise(mib(6));
        assertThat(Run.of(batch, DAY.multipliedBy(2), mib(2048)).verdicts()).doesNotContain(Verdict.LEAKING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 20})
    void aStepIsNoLeak(double atHour) {
        Run run = Run.of(MemorySeries.at(mib(200)).step(mib(150), atHour).noise(mib(1)), DAY.multipliedBy(2), mib(512));
        assertThat(run.hoursToAlarm()).isEmpty();
    }

    @Test
    void aRecentStepIsCalledOne() {
        Run run = Run.of(MemorySeries.at(mib(200)).step(mib(150), 20).noise(mib(1)), Duration.ofHours(26), mib(512));
        assertThat(run.last().verdict()).isEqualTo(Verdict.STEP);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.9})
    void aDailyLoadIsNoLeakEvenOnItsFirstMorning(double shareOfHeadroom) {
        Run run = Run.of(
                MemorySeries.at(mib(300))
                        .diurnal(mib(700) * shareOfHeadroom * 0.6)
                        .noise(mib(2))
                        .every(Duration.ofMinutes(1)),
                DAY.multipliedBy(4),
                mib(1000));
        assertThat(run.hoursToAlarm()).isEmpty();
    }

    /** Filling its headroom in two days, it need not wait until a day cannot explain the growth: it has seen the days before. */
    @Test
    void aLeakAmongKnownDaysIsFoundWithinAThirdOfItsTimeToTheLimit() {
        MemorySeries series = MemorySeries.at(mib(300))
                .diurnal(mib(60))
                .noise(mib(2))
                .every(Duration.ofMinutes(1))
                .growingPerHour(mib(700) / 48, 4 * 24);
        Run run = Run.of(series, DAY.multipliedBy(6), mib(1000));
        assertThat(run.hoursToAlarm().orElseThrow()).isBetween(4.0 * 24, 4.0 * 24 + 16);
    }

    @Test
    void growthThatGoesWithTheLoadIsNoLeak() {
        MemorySeries campaign = MemorySeries.at(100).growingPerHour(6);
        assertThat(underLoad(campaign, 0).hoursToAlarm()).isEmpty();
        Run unexplained =
                Run.of(MemorySeries.at(mib(270)).growingPerHour(mib(4.2)).noise(mib(1)), TWO_DAYS, mib(1024));
        assertThat(unexplained.hoursToAlarm())
                .as("nobody said what the load was")
                .isPresent();
    }

    @Test
    void whatStaysWhenTheLoadHasGoneIsALeak() {
        MemorySeries day = MemorySeries.at(100).diurnal(200);
        assertThat(underLoad(day, mib(14)).hoursToAlarm()).isPresent();
        assertThat(underLoad(day, 0).hoursToAlarm()).isEmpty();
    }

    /** Each request holds 0.7 MiB while it lasts. */
    private static Run underLoad(MemorySeries requests, double leakBytesPerHour) {
        Run run = new Run(DetectorPolicy.defaults()).limit(mib(1024));
        List<MemorySeries.Reading> loads = requests.noise(5).readings(TWO_DAYS);
        List<MemorySeries.Reading> own = MemorySeries.at(mib(200))
                .growingPerHour(leakBytesPerHour)
                .noise(mib(1))
                .readings(TWO_DAYS);
        for (int i = 0; i < loads.size(); i++) {
            MemorySeries.Reading load = loads.get(i);
            long bytes = own.get(i).bytes() + load.bytes() * (long) mib(0.7);
            run.play(ACTIVE_REQUESTS, List.of(load))
                    .play(Run.RSS, List.of(new MemorySeries.Reading(load.atMillis(), bytes)));
        }
        return run;
    }

    @Test
    void classMetadataThatLeaksIsFoundBesideAHeapThatIsWell() {
        Duration length = Duration.ofHours(40);
        SeriesId metaspace = new SeriesId("jvm.memory.used", "Metaspace");
        Run run = new Run(DetectorPolicy.defaults()).limit(mib(4096));
        List<MemorySeries.Reading> heap =
                MemorySeries.at(mib(900)).noise(mib(9)).readings(length);
        List<MemorySeries.Reading> classes =
                MemorySeries.at(mib(90)).growingPerHour(mib(9)).readings(length);
        for (int i = 0; i < heap.size(); i++) {
            run.play(Run.OLD_GENERATION, heap.subList(i, i + 1)).play(metaspace, classes.subList(i, i + 1));
        }
        assertThat(run.last().verdict()).isEqualTo(Verdict.LEAKING);
        assertThat(run.last().deciding().orElseThrow().series()).isEqualTo(metaspace);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.2, 3, 11})
    void aSawtoothIsNoLeak(double periodHours) {
        DetectorPolicy policy = DetectorPolicy.defaults();
        SeriesId raw = new SeriesId("jvm.memory.used", "PS Old Gen");
        MemorySeries series =
                MemorySeries.at(mib(100)).sawtooth(mib(700), periodHours).noise(mib(1));
        Run run = new Run(policy).limit(mib(1024)).play(raw, series.readings(DAY.multipliedBy(3)));
        assertThat(run.hoursToAlarm()).isEmpty();
    }

    @Test
    void aSawtoothWhoseFloorRisesIsALeak() {
        SeriesId raw = new SeriesId("jvm.memory.used", "PS Old Gen");
        MemorySeries series = MemorySeries.at(mib(100))
                .sawtooth(mib(200), 0.4)
                .growingPerHour(mib(60))
                .noise(mib(1));
        Run run = new Run(DetectorPolicy.defaults()).limit(mib(1024)).play(raw, series.readings(Duration.ofHours(11)));
        assertThat(run.hoursToAlarm()).isPresent();
    }

    @Test
    void noOldCollectionYetIsNoEvidence() {
        DetectorPolicy policy = DetectorPolicy.defaults();
        SeriesId raw = new SeriesId("jvm.memory.used", "PS Old Gen");
        List<MemorySeries.Reading> filling =
                MemorySeries.at(mib(50)).growingPerHour(mib(80)).readings(Duration.ofHours(10));
        Run run = new Run(policy).limit(mib(1024)).play(raw, filling);
        filling.forEach(reading -> run.state().add(Run.OLD_GENERATION, reading.atMillis(), 0, policy));
        assertThat(run.verdicts()).containsOnly(Verdict.NOT_ENOUGH_DATA);
    }

    @Test
    void aHeapThatEveryCollectionLeavesFullIsLeakingThoughItsFloorIsFlat() {
        MemorySeries full = MemorySeries.at(mib(950)).noise(mib(1)).every(Duration.ofSeconds(5));
        Run run = new Run(DetectorPolicy.defaults())
                .limit(mib(1024))
                .play(Run.OLD_GENERATION, full.readings(Duration.ofMinutes(10)));
        assertThat(run.last().verdict()).isEqualTo(Verdict.LEAKING);
    }

    @Test
    void afterGcOldGenerationDecidesOverResidentMemory() {
        DetectorPolicy policy = DetectorPolicy.defaults();
        Run run = new Run(policy).limit(mib(1024));
        List<MemorySeries.Reading> heap =
                MemorySeries.at(mib(100)).noise(mib(1)).readings(Duration.ofHours(3));
        run.play(Run.OLD_GENERATION, heap);
        run.play(Run.RSS, MemorySeries.at(mib(120)).readings(Duration.ofHours(3)));
        run.play(
                Run.OLD_GENERATION,
                List.of(new MemorySeries.Reading(heap.get(719).atMillis() + 60_000, 100 << 20)));
        assertThat(run.last().deciding().orElseThrow().series()).isEqualTo(Run.OLD_GENERATION);
        assertThat(run.last().series()).hasSize(2);
    }

    @Test
    void everyGateSaysItsValueAndThreshold() {
        Run run = Run.of(MemorySeries.at(mib(200)).growingPerHour(mib(100)), Duration.ofHours(4), mib(1024));
        SeriesAssessment deciding = run.last().deciding().orElseThrow();
        assertThat(deciding.gates()).extracting(Gate::name).contains("growth-of-headroom", "step-share");
        assertThat(deciding.gates())
                .filteredOn(gate -> !gate.name().startsWith("lives"))
                .allMatch(Gate::passed);
        assertThat(deciding.slope().midBytesPerHour()).isBetween(mib(99), mib(101));
        assertThat(deciding.timeToLimit().orElseThrow().lowSeconds()).isBetween(3600 * 4.1, 3600 * 4.45);
        assertThat(deciding.horizons()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inTheDemoALeakFiresWithinTwoAndAHalfMinutes(long seed) {
        DetectorPolicy policy = DetectorPolicy.defaults().withPane(Duration.ofSeconds(5));
        MemorySeries leak = MemorySeries.at(mib(12))
                .warmingUp(mib(10), 0.004)
                .growingPerHour(mib(0.5) * 3600)
                .noise(mib(0.4))
                .every(Duration.ofSeconds(2))
                .seed(seed);
        Run run = new Run(policy).limit(mib(256)).play(Run.OLD_GENERATION, leak.readings(Duration.ofMinutes(4)));
        assertThat(run.hoursToAlarm().orElseThrow() * 60).isBetween(1.0, 2.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inTheDemoAFillingCacheDoesNotFire(long seed) {
        DetectorPolicy policy = DetectorPolicy.defaults().withPane(Duration.ofSeconds(5));
        MemorySeries cache = MemorySeries.at(mib(90))
                .fillingUp(mib(160), 80.0 / 3600)
                .noise(mib(1))
                .every(Duration.ofSeconds(2))
                .seed(seed);
        Run run = new Run(policy).limit(mib(512)).play(Run.RSS, cache.readings(Duration.ofMinutes(5)));
        assertThat(run.hoursToAlarm()).isEmpty();
    }
}
