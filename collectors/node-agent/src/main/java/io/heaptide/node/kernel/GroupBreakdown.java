package io.heaptide.node.kernel;

import java.util.OptionalLong;

/**
 * What a cgroup's memory beside heaps and stacks is; a kernel or a version of cgroups may not tell all of it.
 *
 * @param fileBytes page cache, with tmpfs and shared memory
 * @param kernelBytes all of the kernel's own for this group: stacks, page tables, slab and more
 * @param slabBytes the kernel's objects that cannot be given back
 * @param sockBytes network buffers
 */
public record GroupBreakdown(
        OptionalLong fileBytes, OptionalLong kernelBytes, OptionalLong slabBytes, OptionalLong sockBytes) {}
