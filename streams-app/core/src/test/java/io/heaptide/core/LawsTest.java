package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.core.MemorySeries.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LawsTest {
    private static final Duration LENGTH = Duration.ofHours(5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aReplayGivesIdenticalVerdicts(long seed) {
        Run once = run(readings(seed), 1024);
        Run again = run(readings(seed), 1024);
        assertThat(again.last()).isEqualTo(once.last());
        assertThat(again.verdicts()).isEqualTo(once.verdicts());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shiftingTimeChangesNothing(long seed) {
        long shift = Duration.ofDays(3).toMillis(); // a multiple of every pane width
        List<Reading> later = readings(seed).stream()
                .map(reading -> new Reading(reading.atMillis() + shift, reading.bytes()))
                .toList();
        Run here = run(readings(seed), 1024);
        Run there = run(later, 1024);
        assertThat(there.verdicts()).isEqualTo(here.verdicts());
        assertThat(deciding(there).slope()).isEqualTo(deciding(here).slope());
        assertThat(deciding(there).gates()).isEqualTo(deciding(here).gates());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scalingBytesScalesSlopesAndChangesNoVerdict(long seed) {
        List<Reading> scaled = readings(seed).stream()
                .map(reading -> new Reading(reading.atMillis(), 8 * reading.bytes()))
                .toList();
        Run small = run(readings(seed), 1024);
        Run large = run(scaled, 8 * 1024);
        assertThat(large.verdicts()).isEqualTo(small.verdicts());
        double expected = 8 * deciding(small).slope().midBytesPerHour();
        assertThat(deciding(large).slope().midBytesPerHour()).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void orderAndDuplicatesWithinGraceDoNotMatter(long seed) {
        DetectorPolicy policy = DetectorPolicy.defaults();
        List<Reading> inOrder = readings(seed);
        Random random = new Random(seed);
        InstanceState calm = filled(inOrder);
        InstanceState mixed = new InstanceState(Run.INSTANCE);
        mixed.add(Run.LIMIT, MemorySeries.START, (long) mib(1024), policy);
        for (int from = 0; from < inOrder.size(); from += 16) {
            List<Reading> part = new ArrayList<>(inOrder.subList(from, Math.min(inOrder.size(), from + 16)));
            part.addAll(part.subList(0, Math.min(4, part.size())));
            Collections.shuffle(part, random);
            part.add(0, inOrder.get(from)); // a series begins with its first reading, or is a little younger
            part.forEach(reading -> mixed.add(Run.RSS, reading.atMillis(), reading.bytes(), policy));
        }
        long at = MemorySeries.START + LENGTH.toMillis();
        InstanceDetector detector = new InstanceDetector(policy);
        SeriesAssessment one = detector.assess(calm, at).deciding().orElseThrow();
        SeriesAssessment other = detector.assess(mixed, at).deciding().orElseThrow();
        assertThat(other.verdict()).isEqualTo(one.verdict());
        assertThat(other.slope()).isEqualTo(one.slope());
        assertThat(other.gates()).isEqualTo(one.gates());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void stateSurvivesSerialisationAtAnyTime(long seed) throws IOException {
        DetectorPolicy policy = DetectorPolicy.defaults();
        List<Reading> readings = readings(seed);
        int cut = new Random(seed).nextInt(readings.size());
        InstanceState whole = filled(readings);
        InstanceState first = filled(readings.subList(0, cut));
        InstanceState second = Bytes.copy(first::writeTo, in -> InstanceState.readFrom(Run.INSTANCE, in));
        readings.subList(cut, readings.size())
                .forEach(reading -> second.add(Run.RSS, reading.atMillis(), reading.bytes(), policy));
        assertThat(Bytes.of(second::writeTo)).isEqualTo(Bytes.of(whole::writeTo));
    }

    private static InstanceState filled(List<Reading> readings) {
        DetectorPolicy policy = DetectorPolicy.defaults();
        InstanceState state = new InstanceState(Run.INSTANCE);
        state.begin(new Life("1.0", "a", MemorySeries.START));
        state.add(Run.LIMIT, MemorySeries.START, (long) mib(1024), policy);
        readings.forEach(reading -> state.add(Run.RSS, reading.atMillis(), reading.bytes(), policy));
        return state;
    }

    private static Run run(List<Reading> readings, double limitMib) {
        return new Run(DetectorPolicy.defaults()).limit(mib(limitMib)).play(Run.RSS, readings);
    }

    private static SeriesAssessment deciding(Run run) {
        return run.last().deciding().orElseThrow();
    }

    /** Every other seed leaks. */
    private static List<Reading> readings(long seed) {
        return MemorySeries.at(mib(200))
                .growingPerHour(seed % 2 == 0 ? mib(90) : 0)
                .noise(mib(4))
                .seed(seed)
                .readings(LENGTH);
    }
}
