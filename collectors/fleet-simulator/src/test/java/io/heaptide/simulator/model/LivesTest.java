package io.heaptide.simulator.model;

import static io.heaptide.simulator.model.Bytes.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heaptide.simulator.model.MemoryPart.Leak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivesTest {

    private static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void oomKillRestartsInPlaceAndTheLevelStartsOver() {
        Life first = firstLife(leaking(Leak.steady(mib(100), Duration.ZERO)));
        Life second = lives(first).after(first);

        assertThat(first.end()).isEqualTo(LifeEnd.OOM_KILLED);
        assertThat(first.span().endMillis()).isCloseTo(Duration.ofHours(2).toMillis(), within(10L));
        assertThat(second.span().startMillis()).isEqualTo(first.span().endMillis() + 10_000);
        assertThat(second.instanceId()).isEqualTo(first.instanceId());
        assertThat(second.restarts()).isEqualTo(1);
        assertThat(second.containerId()).isNotEqualTo(first.containerId()).hasSize(64);
        assertThat(rssAt(first, first.span().endMillis() - 1)).isCloseTo((long) mib(300), within(Bytes.PAGE));
        assertThat(rssAt(second, second.span().startMillis())).isEqualTo((long) mib(100));
    }

    @Test
    void deployReplacesEveryInstanceOneAfterTheOther() {
        List<Release> releases =
                List.of(new Release("1.0.0", Duration.ofDays(-1)), new Release("1.1.0", Duration.ofMinutes(10)));
        SimulatedService service = plain().plan(
                        new LifePlan.Deployed(releases, Duration.ofSeconds(30), Duration.ofSeconds(5)))
                .instances(3, Duration.ofHours(-1))
                .build();

        List<FleetEvent> events = eventsOf(service, Duration.ofMinutes(20));

        assertThat(events.stream().map(FleetEvent::type))
                .containsExactlyInAnyOrder(
                        FleetEvent.Type.STOP,
                        FleetEvent.Type.STOP,
                        FleetEvent.Type.STOP,
                        FleetEvent.Type.DEPLOY,
                        FleetEvent.Type.START,
                        FleetEvent.Type.START,
                        FleetEvent.Type.START);
        assertThat(events.stream()
                        .filter(event -> event.type() == FleetEvent.Type.STOP)
                        .map(FleetEvent::at))
                .containsExactly(at(600), at(630), at(660));
        assertThat(events.stream()
                        .filter(event -> event.type() == FleetEvent.Type.START)
                        .map(event -> event.life().version()))
                .containsOnly("1.1.0");
        assertThat(events.stream().map(event -> event.life().instanceId()).distinct())
                .hasSize(6);
    }

    @Test
    void shortLivedPodsAreNewInstancesAndDoNotChangeAllAtOnce() {
        SimulatedService service = plain().is(RuntimeKind.CONTAINER, Shape.SHORT_LIVED)
                .plan(new LifePlan.ShortLived("1.0.0", Duration.ofMinutes(20), Duration.ofSeconds(10)))
                .instances(4, Duration.ZERO)
                .build();

        List<FleetEvent> starts = eventsOf(service, Duration.ofHours(10)).stream()
                .filter(event -> event.type() == FleetEvent.Type.START)
                .toList();

        assertThat(starts).hasSizeBetween(4 * 27, 4 * 34);
        assertThat(starts.stream().map(event -> event.life().instanceId()).distinct())
                .hasSameSizeAs(starts);
        assertThat(starts.stream().skip(4).map(FleetEvent::at).distinct()).hasSize(starts.size() - 4);
    }

    @Test
    void instancesJoinWhenTheyAreToldTo() {
        SimulatedService service = plain().joining(
                        List.of(Duration.ofHours(-1), Duration.ofMinutes(3), Duration.ofMinutes(7)))
                .build();

        assertThat(eventsOf(service, Duration.ofMinutes(10)).stream().map(FleetEvent::at))
                .containsExactly(at(180), at(420));
    }

    @Test
    void leakSinceAVersionBeginsWithThatVersion() {
        List<Release> releases =
                List.of(new Release("1.0.0", Duration.ofDays(-1)), new Release("1.1.0", Duration.ofHours(10)));
        SimulatedService service = leaking(new Leak(mib(100), Duration.ofDays(-30), 1, Duration.ZERO))
                .plan(new LifePlan.Deployed(releases, Duration.ZERO, Duration.ofSeconds(10)))
                .build();

        ServiceLabel.LeakTruth truth =
                new Fleet(List.of(service), 1, 1).labels(ORIGIN).get(0).leak().orElseThrow();

        assertThat(truth.sinceVersion()).isEqualTo("1.1.0");
        assertThat(truth.faultStart()).isEqualTo(at(36_010));
        assertThat(truth.fillsLimitAt().orElseThrow()).isBetween(at(36_010 + 7_199), at(36_010 + 7_201));
    }

    private static ServiceDraft leaking(Leak leak) {
        return plain().is(RuntimeKind.CONTAINER, Shape.OOM_KILLED_LEAK).part(leak);
    }

    private static ServiceDraft plain() {
        return new ServiceDraft("team", "service", 1)
                .base(mib(100))
                .limit(mib(300))
                .noise(Noise.NONE)
                .instanceSpread(0);
    }

    private static Life firstLife(ServiceDraft draft) {
        return new Lives(new Slot(draft.build(), 0, "node")).first();
    }

    private static Lives lives(Life life) {
        return new Lives(life.slot());
    }

    private static long rssAt(Life life, long atMillis) {
        LifeMeter meter = new LifeMeter(life);
        meter.moveTo(atMillis);
        return meter.usedBytes(Signal.CONTAINER_RSS);
    }

    private static List<FleetEvent> eventsOf(SimulatedService service, Duration time) {
        Recording recording = new Recording();
        new Fleet(List.of(service), 1, 1).replay(ORIGIN, Duration.ofSeconds(1)).advanceTo(ORIGIN.plus(time), recording);
        return recording.events();
    }

    private static Instant at(long seconds) {
        return ORIGIN.plusSeconds(seconds);
    }
}
