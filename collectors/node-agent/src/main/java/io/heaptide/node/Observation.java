package io.heaptide.node;

import io.heaptide.node.kernel.GroupBreakdown;
import io.heaptide.node.kernel.GroupEvents;
import io.heaptide.node.kernel.GroupMemory;
import io.heaptide.node.kernel.Pressure;
import io.heaptide.schemas.InstanceRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one instance uses and may use, as one beat has seen it.
 *
 * @param instance one life of an instance
 * @param group its cgroup, below the hierarchy's root
 * @param processes its processes, the oldest first
 * @param memory what its cgroup uses; empty for a process that shares its cgroup with others' processes
 * @param limitBytes where the kernel would kill, if anywhere
 * @param requestBytes what it was promised, if that is known
 * @param pressure how its cgroup waits for memory, where the kernel tells
 * @param details what is read less often; empty in most beats
 */
public record Observation(
        InstanceRef instance,
        String group,
        List<ProcessReading> processes,
        Optional<GroupMemory> memory,
        OptionalLong limitBytes,
        OptionalLong requestBytes,
        Optional<Pressure> pressure,
        Optional<Details> details) {

    /**
     * What changes or costs too much to be read with every beat.
     *
     * @param events what has happened to the cgroup; empty for a process
     * @param breakdown memory beside heaps and stacks; empty for a process
     * @param highBytes where the kernel begins to throttle, if anywhere
     * @param proportionalBytes resident memory of all processes, each shared page counted once; empty if not due
     */
    public record Details(
            Optional<GroupEvents> events,
            Optional<GroupBreakdown> breakdown,
            OptionalLong highBytes,
            OptionalLong proportionalBytes) {}

    public Observation {
        processes = List.copyOf(processes);
    }
}
