package io.heaptide.node;

import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.signals.InstanceReadings;
import java.util.List;

/** What one beat has to publish. */
record Parcel(List<InstanceReadings> samples, List<LifecycleEvent> events) {

    static Parcel of(NodeBeat beat) {
        return new Parcel(
                beat.observations().stream()
                        .map(observation -> Readings.of(observation, beat.atMillis()))
                        .toList(),
                beat.events());
    }

    /** How many readings and events are in it. */
    long weight() {
        return events.size()
                + samples.stream().mapToLong(one -> one.readings().size()).sum();
    }
}
