package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;
import io.heaptide.benchmarks.detection.Setting.Scope;
import io.heaptide.benchmarks.detection.Truth.Failure;
import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.ServiceLabel.LeakTruth;
import io.heaptide.simulator.model.Signal;
import io.heaptide.simulator.model.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One service of a simulated fleet.
 *
 * @param alone a fleet of this service on the nodes of the whole one, so that it does what it does there
 * @param duration how long it is watched
 * @param step time from one reading to the next
 */
record SimulatedCase(Fleet alone, Duration duration, Duration step) implements Case {
    /** Any instant would do: a detector must not care. */
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** Every service of the standard fleet. */
    static List<Case> fleet(int services, long seed, Duration duration, Duration step) {
        Fleet fleet = Fleet.standard(services, seed);
        return fleet.services().stream()
                .<Case>map(
                        service -> new SimulatedCase(new Fleet(List.of(service), fleet.nodes(), seed), duration, step))
                .toList();
    }

    private SimulatedService service() {
        return alone.services().get(0);
    }

    @Override
    public String name() {
        return service().name();
    }

    @Override
    public String shape() {
        return service().shape().label();
    }

    @Override
    public String runtime() {
        return service().kind().label();
    }

    @Override
    public Setting setting() {
        return new Setting(Setting.USUAL_PANE, Scope.SERVICE, Optional.empty());
    }

    @Override
    public Truth truth() {
        long start = ORIGIN.toEpochMilli();
        long end = ORIGIN.plus(duration).toEpochMilli();
        Optional<LeakTruth> leak = alone.labels(ORIGIN).get(0).leak();
        // a fault after the run's end is no fault of the run
        return leak.filter(told -> told.faultStart().toEpochMilli() < end)
                .map(told -> leaking(told, start, end))
                .orElseGet(() -> Truth.healthy(start, end));
    }

    private static Truth leaking(LeakTruth told, long start, long end) {
        long fault = told.faultStart().toEpochMilli();
        Failure failure = told.fillsLimitAt()
                .map(full -> Failure.fullAt(full.toEpochMilli()))
                .orElse(Failure.NONE);
        return new Truth(true, start, end, fault, fault > start, failure);
    }

    @Override
    public void play(Consumer<Reading> readings) {
        alone.replay(ORIGIN, step).advanceTo(ORIGIN.plus(duration), new Reader(readings));
    }

    /** Turns what the fleet says into what a samples file says. */
    private record Reader(Consumer<Reading> readings) implements FleetListener {
        @Override
        public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
            SimulatedService service = life.slot().service();
            readings.accept(new Reading(
                    atEpochMillis,
                    service.name(),
                    life.instanceId(),
                    signal.metric(),
                    usedBytes,
                    service.limitBytes(),
                    life.version()));
        }

        @Override
        public void event(FleetEvent event) {
            // detectors see readings only: a new instance or a fall in use shows what happened
        }
    }
}
