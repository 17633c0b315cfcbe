package io.heaptide.simulator.model;

import java.util.ArrayList;
import java.util.List;

/** Remembers all that a fleet says. */
final class Recording implements FleetListener {

    record Reading(String instance, Signal signal, long atEpochMillis, long usedBytes) {}

    private final List<Reading> readings = new ArrayList<>();
    private final List<FleetEvent> events = new ArrayList<>();

    @Override
    public void sample(Life life, Signal signal, long atEpochMillis, long usedBytes) {
        readings.add(new Reading(life.instanceId(), signal, atEpochMillis, usedBytes));
    }

    @Override
    public void event(FleetEvent event) {
        events.add(event);
    }

    List<Reading> readings() {
        return readings;
    }

    List<FleetEvent> events() {
        return events;
    }
}
