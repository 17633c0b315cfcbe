package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstanceStateTest {
    private static final DetectorPolicy POLICY = DetectorPolicy.defaults();
    private static final long MINUTE = 60_000;
    private static final long T = MemorySeries.START;

    private final InstanceState state = new InstanceState(Run.INSTANCE);

    @Test
    void theFirstReadingOfANewPaneClosesTheOneBefore() {
        assertThat(add(T, 10)).isEqualTo(AddResult.ADDED);
        assertThat(add(T + 1000, 11)).isEqualTo(AddResult.ADDED);
        assertThat(add(T + MINUTE, 12)).isEqualTo(AddResult.PANE_CLOSED);
        assertThat(state.lastMillis()).isEqualTo(T + MINUTE);
    }

    @Test
    void theSameReadingAtTheSameTimeIsADuplicate() {
        add(T, 10);
        assertThat(add(T, 10)).isEqualTo(AddResult.DUPLICATE);
        assertThat(add(T, 11)).isEqualTo(AddResult.ADDED);
    }

    @Test
    void aReadingWhosePaneIsBeyondReachIsLate() {
        add(T, 10);
        add(T + 60 * MINUTE, 10);
        assertThat(add(T + 50 * MINUTE, 9)).isEqualTo(AddResult.ADDED);
        assertThat(add(T + 20 * MINUTE, 9)).isEqualTo(AddResult.LATE);
    }

    @Test
    void oneWrongClockDoesNotMakeTheRestLate() {
        add(T, 10);
        assertThat(add(T + Duration.ofDays(400).toMillis(), 10)).isEqualTo(AddResult.REJECTED);
        assertThat(add(T + MINUTE, 10)).isEqualTo(AddResult.PANE_CLOSED);
    }

    @Test
    void aLongSilenceIsBelievedWhenASecondReadingConfirmsIt() {
        long later = T + Duration.ofDays(3).toMillis();
        add(T, 10);
        assertThat(add(later, 10)).isEqualTo(AddResult.REJECTED);
        assertThat(add(later + 15_000, 10)).isEqualTo(AddResult.PANE_CLOSED);
    }

    @Test
    void anotherLimitBeginsAnotherLifeOfWhatItBinds() {
        limit(T, 512);
        add(T, (long) mib(300));
        limit(T + MINUTE, 1024);
        assertThat(envelope().isEmpty()).as("one reading may be a mistake").isFalse();
        limit(T + 2 * MINUTE, 1024);
        assertThat(envelope().isEmpty()).isTrue();
        assertThat(state.stateAt(state.slot(Run.RSS)).past().lives()).isEqualTo(1);
    }

    @Test
    void twoSourcesThatDisagreeOnALimitSplitNoLife() {
        add(T, (long) mib(300));
        for (int minute = 0; minute < 20; minute++) {
            limit(T + minute * MINUTE, minute % 2 == 0 ? 512 : 2048);
        }
        assertThat(envelope().isEmpty()).isFalse();
    }

    @Test
    void aHeapLimitThatChangesLeavesTheMemoryOfTheContainerAlone() {
        SeriesId heapLimit = new SeriesId("jvm.memory.limit", "G1 Old Gen");
        add(T, (long) mib(300));
        for (int minute = 0; minute < 4; minute++) {
            state.add(heapLimit, T + minute * MINUTE, minute < 2 ? 1L << 28 : 1L << 29, POLICY);
        }
        assertThat(envelope().isEmpty()).isFalse();
    }

    private void limit(long atMillis, double mib) {
        state.add(Run.LIMIT, atMillis, (long) mib(mib), POLICY);
    }

    private Envelope envelope() {
        return state.stateAt(state.slot(Run.RSS)).envelope();
    }

    @Test
    void impossibleReadingsAreRejected() {
        assertThat(add(T, -1)).isEqualTo(AddResult.REJECTED);
        assertThat(add(0, 1)).isEqualTo(AddResult.REJECTED);
        assertThat(AddResult.REJECTED.kept()).isFalse();
        assertThat(AddResult.PANE_CLOSED.kept()).isTrue();
    }

    @Test
    void seriesOfAnInstanceAreBounded() {
        for (int i = 0; i < 64; i++) {
            assertThat(state.slot(new SeriesId("container.memory.usage", "pool-" + i)))
                    .isEqualTo(i);
        }
        SeriesId tooMany = new SeriesId("container.memory.usage", "one more");
        assertThat(state.slot(tooMany)).isEqualTo(-1);
        assertThat(state.add(tooMany, T, 1, POLICY)).isEqualTo(AddResult.REJECTED);
    }

    @Test
    void quietPanesCloseOnce() {
        add(T, 10);
        assertThat(state.closeQuietPanes(T + 30_000, POLICY)).isFalse();
        assertThat(state.closeQuietPanes(T + 2 * MINUTE, POLICY)).isTrue();
        assertThat(state.closeQuietPanes(T + 3 * MINUTE, POLICY)).isFalse();
    }

    @Test
    void theTightestLimitBinds() {
        int slot = state.slot(Run.OLD_GENERATION);
        assertThat(state.limitOf(slot)).isEmpty();
        state.add(new SeriesId("container.memory.limit", ""), T, 1000, POLICY);
        state.add(new SeriesId("jvm.memory.limit", "G1 Old Gen"), T, 800, POLICY);
        state.add(new SeriesId("jvm.memory.limit", "Metaspace"), T, 100, POLICY);
        state.add(new SeriesId("go.memory.limit", ""), T, 50, POLICY);
        assertThat(state.limitOf(slot)).hasValue(800);
        assertThat(state.runtimeLimitOf(slot)).hasValue(800);
        assertThat(state.limitOf(state.slot(Run.RSS))).hasValue(1000);
    }

    @Test
    void aHugeLimitIsNone() {
        state.add(new SeriesId("container.memory.limit", ""), T, 9_223_372_036_854_771_712L, POLICY);
        assertThat(state.limitOf(state.slot(Run.RSS))).isEmpty();
    }

    @Test
    void learningMoreOfALifeBeginsNoOther() {
        state.begin(new Life("1.0", "", 0));
        add(T, 10);
        state.begin(new Life("1.0", "c-1", T - MINUTE));
        assertThat(state.life()).isEqualTo(new Life("1.0", "c-1", T - MINUTE));
        assertThat(state.stateAt(0).readings()).isEqualTo(1);
    }

    @Test
    void aRestartBeginsAnotherLife() {
        state.begin(new Life("1.0", "c-1", 0));
        add(T, 10);
        state.begin(new Life("1.0", "c-2", 0));
        assertThat(state.stateAt(0).readings()).isZero();
        assertThat(state.stateAt(0).past().lives()).isEqualTo(1);
    }

    @Test
    void aLeakerThatIsKilledInEveryLifeIsFoundByItsLives() {
        Run run = new Run(POLICY).limit(mib(4096));
        for (int life = 0; life < 5; life++) {
            run.begin(new Life("1.0", "c-" + life, 0));
            long shift = Duration.ofMinutes(30L * life).toMillis();
            run.play(
                    Run.RSS,
                    MemorySeries.at(mib(100)).growingPerHour(mib(80)).readings(Duration.ofMinutes(28)).stream()
                            .map(reading -> new MemorySeries.Reading(reading.atMillis() + shift, reading.bytes()))
                            .toList());
        }
        assertThat(run.verdicts()).containsSubsequence(Verdict.SUSPECT, Verdict.LEAKING);
    }

    @Test
    void residentMemoryThatFallsBackToItsStartIsARestartThoughNobodySaidSo() {
        add(T, 1000);
        add(T + MINUTE, 4000);
        add(T + 2 * MINUTE, 1100);
        assertThat(state.stateAt(0).past().lives()).isEqualTo(1);
        assertThat(state.stateAt(0).readings()).isEqualTo(1);
    }

    @Test
    void aNewVersionStartsWithACleanRecord() {
        state.begin(new Life("1.0", "c-1", 0));
        for (int minute = 0; minute < 60; minute++) {
            add(T + minute * MINUTE, (long) mib(100 + minute * 5));
        }
        state.begin(new Life("1.0", "c-2", 0));
        assertThat(state.stateAt(0).past().grownInARow()).isEqualTo(1);
        add(T + 61 * MINUTE, 10);
        state.begin(new Life("1.1", "c-3", 0));
        assertThat(state.stateAt(0).past()).isEqualTo(PastLives.NONE);
    }

    @Test
    void anotherPaneStartsAfresh() {
        add(T, 10);
        assertThat(state.add(Run.RSS, T + 5000, 11, POLICY.withPane(Duration.ofSeconds(5))))
                .isEqualTo(AddResult.ADDED);
        assertThat(state.stateAt(0).readings()).isEqualTo(1);
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThatThrownBy(() -> Bytes.copy(out -> out.writeByte(99), in -> InstanceState.readFrom(Run.INSTANCE, in)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("instance state must be 3, got 99");
    }

    private AddResult add(long atMillis, long bytes) {
        return state.add(Run.RSS, atMillis, bytes, POLICY);
    }
}
