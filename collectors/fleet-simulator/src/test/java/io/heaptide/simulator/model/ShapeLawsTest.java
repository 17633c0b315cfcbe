package io.heaptide.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeLawsTest {

    private static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");
    /** Every healthy transient of the standard fleet is over by then: the last step comes after six days. */
    private static final Duration SETTLED = Duration.ofDays(8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void healthyServicesHaveNoTrendOnceTheirTransientIsOver(long seed) {
        Fleet fleet = Fleet.standard(120, seed);

        for (Slot slot : fleet.slots()) {
            boolean longLived = slot.service().plan() instanceof LifePlan.Deployed;
            boolean settles = slot.service().shape() != Shape.DEPLOYS;
            if (!slot.service().shape().leaks() && longLived && settles) {
                double firstWeek = mean(fleet, slot, SETTLED, Duration.ofDays(7));
                double secondWeek = mean(fleet, slot, SETTLED.plusDays(7), Duration.ofDays(7));
                assertThat(secondWeek / firstWeek)
                        .as(
                                "seed %d, %s, %s",
                                seed, slot.service().name(), slot.service().shape())
                        .isBetween(0.99, 1.01);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leaksFillTheirLimitWhenTheLabelSaysSoAndRestartBelowIt(long seed) {
        Fleet fleet = Fleet.standard(120, seed);
        int filled = 0;

        for (ServiceLabel label : fleet.labels(ORIGIN)) {
            Optional<Instant> fillsAt = label.leak().flatMap(ServiceLabel.LeakTruth::fillsLimitAt);
            if (fillsAt.isPresent()) {
                filled++;
                Duration fleetTime = Duration.between(ORIGIN, fillsAt.get());
                assertThat(killed(fleet, label.service(), fleetTime))
                        .as("seed %d, %s", seed, label.service().name())
                        .isTrue();
            }
        }
        assertThat(filled).isGreaterThan(8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void onlyLeaksAreEverKilled(long seed) {
        Recording recording = new Recording();
        Fleet.standard(120, seed)
                .replay(ORIGIN, Duration.ofHours(1))
                .advanceTo(ORIGIN.plus(Duration.ofDays(14)), recording);

        List<FleetEvent> kills = recording.events().stream()
                .filter(event -> event.type() == FleetEvent.Type.OOM_KILL)
                .toList();
        assertThat(kills)
                .isNotEmpty()
                .allMatch(kill -> kill.life().slot().service().shape().leaks());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readingsAreNeverNegativeNorAboveTheLimit(long seed) {
        Fleet fleet = Fleet.standard(60, seed);

        fleet.replay(ORIGIN, Duration.ofMinutes(11)).advanceTo(ORIGIN.plus(Duration.ofDays(5)), new FleetListener() {
            @Override
            public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
                long limit = life.slot().service().limitBytes().orElse(Long.MAX_VALUE);
                assertThat(usedBytes).isBetween(0L, limit);
            }

            @Override
            public void event(FleetEvent event) {
                assertThat(event.reason()).isNotBlank();
            }
        });
    }

    @Test
    void aSmallStandardFleetHasEveryShape() {
        Set<Shape> shapes = EnumSet.noneOf(Shape.class);
        Fleet.standard(Shape.values().length, 9).services().forEach(service -> shapes.add(service.shape()));

        assertThat(shapes).containsExactlyInAnyOrder(Shape.values());
    }

    @Test
    void aQuarterOfALargeStandardFleetLeaks() {
        long leaks = Fleet.standard(2000, 9).services().stream()
                .filter(service -> service.shape().leaks())
                .count();

        assertThat(leaks).isBetween(350L, 550L);
    }

    @Test
    void theDemoFleetIsHealthyAndSmall() {
        Fleet demo = Fleet.demo(1);

        assertThat(demo.services()).hasSizeBetween(8, 10).noneMatch(service -> service.shape()
                .leaks());
        assertThat(demo.services()).allMatch(service -> service.instances() >= 2 && service.instances() <= 3);
        assertThat(demo.labels(ORIGIN)).noneMatch(ServiceLabel::leaks);
    }

    @Test
    void theDemoWithLeaksAddsLabelledLeaks() {
        List<ServiceLabel> labels = Fleet.demoWithLeaks(1).labels(ORIGIN);

        assertThat(labels.stream().filter(ServiceLabel::leaks)).hasSize(4).allSatisfy(label -> {
            ServiceLabel.LeakTruth truth = label.leak().orElseThrow();
            assertThat(truth.faultStart()).isBetween(ORIGIN, ORIGIN.plusSeconds(120));
            assertThat(truth.fillsLimitAt().orElseThrow()).isBefore(ORIGIN.plus(Duration.ofMinutes(15)));
            assertThat(label.leaksAt(truth.faultStart().minusMillis(1))).isFalse();
            assertThat(label.leaksAt(truth.faultStart())).isTrue();
        });
    }

    @Test
    void demoShapesCanBeSeenWithinFourMinutes() {
        Fleet demo = Fleet.demo(1);

        assertThat(range(demo, "checkout", Signal.JVM_USED, 200, 240)).isGreaterThan(0.4); // two collections
        assertThat(range(demo, "checkout", Signal.JVM_USED_AFTER_LAST_GC, 60, 240))
                .isLessThan(0.05);
        assertThat(range(demo, "search", Signal.JVM_USED_AFTER_LAST_GC, 20, 60)).isGreaterThan(0.1);
        assertThat(range(demo, "search", Signal.JVM_USED_AFTER_LAST_GC, 110, 240))
                .isLessThan(0.06);
        assertThat(range(demo, "storefront", Signal.CONTAINER_RSS, 0, 80)).isGreaterThan(0.15);
        assertThat(range(demo, "pricing", Signal.CONTAINER_RSS, 90, 110)).isGreaterThan(0.25);
        assertThat(range(demo, "pricing", Signal.CONTAINER_RSS, 120, 240)).isLessThan(0.06);
        assertThat(range(demo, "catalog", Signal.CONTAINER_RSS, 0, 240)).isLessThan(0.06);
    }

    private static boolean killed(Fleet fleet, SimulatedService service, Duration at) {
        return fleet.slots().stream()
                .filter(slot -> slot.service().equals(service))
                .anyMatch(slot -> fills(fleet, slot, at));
    }

    private static boolean fills(Fleet fleet, Slot slot, Duration at) {
        Signal signal = slot.service().kind().signals().get(0);
        double limit = slot.service().limitBytes().orElseThrow();
        OptionalLong before = fleet.usedBytes(slot, signal, at.minusMillis(1));
        OptionalLong gone = fleet.usedBytes(slot, signal, at);
        OptionalLong after = fleet.usedBytes(slot, signal, at.plusMinutes(1));
        boolean full = before.isPresent() && before.getAsLong() > 0.94 * limit; // noise is up to 3.5 times 1.2 %
        return full && gone.isEmpty() && after.isPresent() && after.getAsLong() < 0.7 * limit;
    }

    /** The mean of the service's best signal, so that garbage and page cache do not blur it. */
    private static double mean(Fleet fleet, Slot slot, Duration from, Duration time) {
        List<Signal> signals = slot.service().kind().signals();
        Signal best = signals.get(signals.size() - 1);
        int points = 7 * 48;
        return IntStream.range(0, points)
                .mapToLong(i -> fleet.usedBytes(
                                slot, best, from.plus(time.multipliedBy(i).dividedBy(points)))
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    /** How far a reading moves between two fleet times, as a share of its largest value. */
    private static double range(Fleet fleet, String service, Signal signal, int fromSeconds, int toSeconds) {
        Slot slot = fleet.slots().stream()
                .filter(found -> found.service().name().equals(service))
                .findFirst()
                .orElseThrow();
        long[] values = IntStream.range(fromSeconds, toSeconds)
                .mapToLong(second -> fleet.usedBytes(slot, signal, Duration.ofSeconds(second))
                        .orElseThrow())
                .sorted()
                .toArray();
        return 1 - (double) values[0] / values[values.length - 1];
    }
}
