package io.heaptide.node;

import io.heaptide.node.kernel.GroupBreakdown;
import io.heaptide.node.kernel.GroupMemory;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Observations → readings of canonical signals. */
final class Readings {

    private final long atMillis;
    private final List<Reading> readings = new ArrayList<>();

    private Readings(long atMillis) {
        this.atMillis = atMillis;
    }

    static InstanceReadings of(Observation observation, long atMillis) {
        Readings readings = new Readings(atMillis);
        observation.memory().ifPresent(readings::addMemory);
        readings.addProcess(observation.processes());
        observation.details().ifPresent(details -> {
            readings.add("container.memory.limit", "", observation.limitBytes());
            readings.add("container.memory.limit", "high", details.highBytes());
            readings.add("container.memory.request", "", observation.requestBytes());
            readings.add("process.memory.pss", "", details.proportionalBytes());
            details.breakdown().ifPresent(readings::addBreakdown);
            observation.memory().ifPresent(memory -> readings.add("container.memory.usage", "", memory.usageBytes()));
        });
        return new InstanceReadings(observation.instance(), readings.readings);
    }

    private void addMemory(GroupMemory memory) {
        add(
                "container.memory.rss",
                "",
                memory.anonBytes()); // what the kubelet and OpenTelemetry call a container's RSS
        add("container.memory.working_set", "", memory.workingSetBytes());
    }

    /** Of several processes, resident memory does not add up: shared pages would count many times. */
    private void addProcess(List<ProcessReading> processes) {
        if (processes.size() == 1) {
            add("process.memory.usage", "", processes.get(0).residentBytes());
        }
    }

    private void addBreakdown(GroupBreakdown breakdown) {
        add("container.memory.file", "", breakdown.fileBytes());
        add("container.memory.kernel", "", breakdown.kernelBytes());
        add("container.memory.slab", "", breakdown.slabBytes());
        add("container.memory.sock", "", breakdown.sockBytes());
    }

    private void add(String signal, String pool, OptionalLong bytes) {
        bytes.ifPresent(known -> add(signal, pool, known));
    }

    private void add(String signal, String pool, long bytes) {
        readings.add(new Reading(signal, pool, atMillis, bytes));
    }
}
