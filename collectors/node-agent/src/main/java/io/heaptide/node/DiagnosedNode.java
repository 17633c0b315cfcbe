package io.heaptide.node;

import io.heaptide.diagnosis.MemoryReading;
import io.heaptide.diagnosis.Target;
import io.heaptide.node.kernel.GroupMemory;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Tells each beat's readings to the node's diagnosis: memory that no file backs, against the request and the limit. The working
 * set would call every program that reads many files close to its limit.
 */
record DiagnosedNode(BiConsumer<Target, MemoryReading> diagnosis) implements BeatListener {

    @Override
    public void onBeat(NodeBeat beat) {
        Instant at = Instant.ofEpochMilli(beat.atMillis());
        for (Observation observation : beat.observations()) {
            usedBytes(observation)
                    .ifPresent(used -> diagnosis.accept(
                            target(observation),
                            new MemoryReading(
                                    at, used, known(observation.requestBytes()), known(observation.limitBytes()))));
        }
    }

    private static Target target(Observation observation) {
        List<Long> pids = observation.processes().stream()
                .map(process -> (long) process.pid())
                .toList();
        return new Target(observation.instance(), pids);
    }

    private static OptionalLong usedBytes(Observation observation) {
        if (observation.memory().isPresent()) {
            return OptionalLong.of(
                    observation.memory().map(GroupMemory::anonBytes).orElseThrow());
        }
        return observation.processes().stream()
                .mapToLong(ProcessReading::residentBytes)
                .max();
    }

    /** The kernel calls a request of nothing 0. */
    private static OptionalLong known(OptionalLong bound) {
        return bound.orElse(0) > 0 ? bound : OptionalLong.empty();
    }
}
