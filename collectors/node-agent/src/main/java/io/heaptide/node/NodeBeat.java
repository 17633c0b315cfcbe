package io.heaptide.node;

import io.heaptide.node.kernel.NodeMemory;
import io.heaptide.schemas.LifecycleEvent;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one beat of the agent has seen.
 *
 * @param atMillis when, epoch milliseconds
 * @param observations instances that were due: all of them once an interval, the young with every beat
 * @param events what began, ended, changed or was killed since the last beat
 * @param node the machine itself; empty between intervals
 */
public record NodeBeat(
        long atMillis, List<Observation> observations, List<LifecycleEvent> events, Optional<NodeMemory> node) {

    public NodeBeat {
        observations = List.copyOf(observations);
        events = List.copyOf(events);
    }
}
