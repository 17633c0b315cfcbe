package io.heaptide.node.kernel;

import java.util.Optional;

/** The memory controller of one hierarchy of cgroups. Paths are below its root: empty, or beginning with a slash. */
public sealed interface MemoryController permits MemoryControllerV1, MemoryControllerV2 {

    /** Where the hierarchy is mounted. */
    String root();

    /** What a group uses; empty if it is gone. */
    Optional<GroupMemory> memory(String group);

    /** What has happened to a group; empty if it is gone. */
    Optional<GroupEvents> events(String group);

    /** What its memory beside heaps and stacks is. */
    GroupBreakdown breakdown(String group);

    /** What it may use. */
    GroupLimits limits(String group);

    /** How it waits for memory; empty where the kernel does not say. */
    Optional<Pressure> pressure(String group);

    /** Processes in the group itself, not in those below it; at most {@code most}. */
    int[] processes(String group, int most);
}
