package io.heaptide.node;

import io.heaptide.node.kernel.NodeMemory;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A beat while it is being gathered. */
final class Gathering {

    private final long atMillis;
    private final List<Observation> observations = new ArrayList<>();
    private final List<LifecycleEvent> events = new ArrayList<>();

    Gathering(long atMillis) {
        this.atMillis = atMillis;
    }

    long atMillis() {
        return atMillis;
    }

    void add(Observation observation) {
        observations.add(observation);
    }

    void started(InstanceRef instance, long bornMillis) {
        add(instance, LifecycleType.START, bornMillis, "process began", OptionalLong.empty());
    }

    void stopped(InstanceRef instance, String reason) {
        add(instance, LifecycleType.STOP, atMillis, reason, OptionalLong.empty());
    }

    void limitChanged(InstanceRef instance, OptionalLong limitBytes) {
        add(
                instance,
                LifecycleType.LIMIT_CHANGE,
                atMillis,
                limitBytes.isPresent() ? "cgroup limit set" : "cgroup limit lifted",
                limitBytes);
    }

    void killed(InstanceRef instance, long killedMillis, String reason, OptionalLong limitBytes) {
        add(instance, LifecycleType.OOM_KILL, killedMillis, reason, limitBytes);
    }

    NodeBeat beat(Optional<NodeMemory> node) {
        return new NodeBeat(atMillis, observations, events, node);
    }

    private void add(InstanceRef instance, LifecycleType type, long when, String reason, OptionalLong limitBytes) {
        LifecycleEvent.Builder event = LifecycleEvent.newBuilder()
                .setInstance(instance)
                .setType(type)
                .setAtMs(Math.max(1, when))
                .setReason(reason);
        limitBytes.ifPresent(event::setLimitBytes);
        events.add(event.build());
    }
}
