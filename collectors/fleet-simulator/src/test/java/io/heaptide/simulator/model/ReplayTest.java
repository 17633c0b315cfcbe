package io.heaptide.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    private static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 1234})
    void theSameSeedSaysTheSame(long seed) {
        Recording first = played(Fleet.standard(40, seed), STEP, Duration.ofHours(30));
        Recording second = played(Fleet.standard(40, seed), STEP, Duration.ofHours(30));

        assertThat(first.readings()).hasSizeGreaterThan(100_000).isEqualTo(second.readings());
        assertThat(first.events()).isNotEmpty().isEqualTo(second.events());
    }

    @Test
    void anotherSeedSaysSomethingElse() {
        assertThat(played(Fleet.demo(1), STEP, Duration.ofHours(1)).readings())
                .isNotEqualTo(played(Fleet.demo(2), STEP, Duration.ofHours(1)).readings());
    }

    @Test
    void advancingInPiecesSaysTheSameAsAtOnce() {
        Fleet fleet = Fleet.demoWithLeaks(3);
        Recording pieces = new Recording();
        Replay replay = fleet.replay(ORIGIN, Duration.ofSeconds(2));
        for (Duration at = Duration.ZERO; at.toMinutes() < 10; at = at.plusMillis(1_700)) {
            replay.advanceTo(ORIGIN.plus(at), pieces);
        }
        replay.advanceTo(ORIGIN.plus(Duration.ofMinutes(10)), pieces);

        Recording once = played(fleet, Duration.ofSeconds(2), Duration.ofMinutes(10));
        assertThat(pieces.readings()).isEqualTo(once.readings());
        assertThat(pieces.events()).isEqualTo(once.events());
    }

    @Test
    void skippingAheadSaysTheSameFromThereOn() {
        Fleet fleet = Fleet.standard(34, 5);
        Instant from = ORIGIN.plus(Duration.ofHours(20));
        Recording skipped = new Recording();
        Replay replay = fleet.replay(ORIGIN, STEP);
        replay.skipTo(from);
        replay.advanceTo(ORIGIN.plus(Duration.ofHours(24)), skipped);

        List<Recording.Reading> all = played(fleet, STEP, Duration.ofHours(24)).readings();
        assertThat(skipped.readings())
                .isEqualTo(all.stream()
                        .filter(reading -> reading.atEpochMillis() >= from.toEpochMilli())
                        .toList());
    }

    @Test
    void oneReadingAloneIsTheSameAsInAReplay() {
        Fleet fleet = Fleet.standard(34, 6);
        Replay replay = fleet.replay(ORIGIN, Duration.ofMinutes(37));

        replay.advanceTo(ORIGIN.plus(Duration.ofDays(3)), new FleetListener() {
            @Override
            public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
                Duration fleetTime = Duration.ofMillis(atEpochMillis - ORIGIN.toEpochMilli());
                assertThat(fleet.usedBytes(life.slot(), signal, fleetTime)).isEqualTo(OptionalLong.of(usedBytes));
            }

            @Override
            public void event(FleetEvent event) {
                assertThat(event.at()).isBetween(ORIGIN, ORIGIN.plus(Duration.ofDays(3)));
            }
        });
    }

    @Test
    void readingsComeInTimeOrderAndInWholeSeconds() {
        long before = 0;
        for (Recording.Reading reading :
                played(Fleet.standard(60, 2), STEP, Duration.ofHours(2)).readings()) {
            assertThat(reading.atEpochMillis()).isGreaterThanOrEqualTo(before);
            assertThat(reading.atEpochMillis() % 1000).isZero();
            before = reading.atEpochMillis();
        }
    }

    @Test
    void nodesAreReadAtDifferentSeconds() {
        assertThat(played(Fleet.standard(200, 2), STEP, STEP).readings().stream()
                        .map(Recording.Reading::atEpochMillis)
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void eachInstanceIsReadOnceAStep() {
        Fleet fleet = Fleet.demo(1);
        SimulatedService catalog = fleet.services().get(0);

        long readings = played(fleet, Duration.ofSeconds(2), Duration.ofMinutes(4)).readings().stream()
                .filter(reading -> reading.instance().startsWith(catalog.name()))
                .count();

        assertThat(readings).isEqualTo(catalog.instances() * 2L * 120);
    }

    @Test
    void refusesASignalThatTheServiceDoesNotHave() {
        Fleet fleet = Fleet.demo(1);
        Slot container = fleet.slots().get(0);

        assertThatThrownBy(() -> fleet.usedBytes(container, Signal.GO_USED, Duration.ZERO))
                .hasMessage("signal must be one of CONTAINER, got GO_USED");
    }

    private static Recording played(Fleet fleet, Duration step, Duration time) {
        Recording recording = new Recording();
        fleet.replay(ORIGIN, step).advanceTo(ORIGIN.plus(time), recording);
        return recording;
    }
}
