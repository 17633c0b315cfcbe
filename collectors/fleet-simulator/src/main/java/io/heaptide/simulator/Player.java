package io.heaptide.simulator;

import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.model.Replay;
import io.heaptide.simulator.otlp.OtlpExporter;
import io.heaptide.simulator.otlp.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Plays a fleet to a receiver: the history as fast as it is taken, then along the clock. */
final class Player {

    /** Steps between two looks at the stop signal and two lines of progress while it catches up. */
    private static final int STEPS_AT_ONCE = 20;

    private final Schedule schedule;
    private final OtlpExporter exporter;
    private final Progress progress;
    private final StopSignal stop;
    private final InstantSource clock;
    private final Replay replay;

    Player(
            Fleet fleet,
            Schedule schedule,
            OtlpExporter exporter,
            Progress progress,
            StopSignal stop,
            InstantSource clock) {
        this.schedule = schedule;
        this.exporter = exporter;
        this.progress = progress;
        this.stop = stop;
        this.clock = clock;
        this.replay = fleet.replay(schedule.origin(), schedule.interval());
    }

    /** Returns at the schedule's end or when asked to stop, with everything heard delivered. */
    void play() {
        Instant begun = clock.instant();
        Instant played = schedule.origin();
        Duration stretch = schedule.interval().multipliedBy(STEPS_AT_ONCE);
        while (played.isBefore(schedule.end()) && !stop.stopped()) {
            Instant reached = schedule.reached(begun, clock.instant());
            Instant next = min(played.plus(stretch), reached);
            if (next.isAfter(played)) {
                replay.advanceTo(next, exporter);
                exporter.flush();
                played = next;
            }
            progress.show(played, exporter.counts());
            if (!played.isBefore(reached) && played.isBefore(schedule.end())) {
                stop.sleep(schedule.pause());
            }
        }
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
