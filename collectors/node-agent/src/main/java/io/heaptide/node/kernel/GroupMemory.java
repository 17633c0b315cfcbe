package io.heaptide.node.kernel;

/**
 * What a cgroup and everything below it uses now.
 *
 * @param usageBytes all that is charged to it, page cache included
 * @param anonBytes heaps and stacks: what no file backs
 * @param inactiveFileBytes page cache that the kernel would give back first
 */
public record GroupMemory(long usageBytes, long anonBytes, long inactiveFileBytes) {

    /** Usage less inactive page cache, as the kubelet and cAdvisor count it. */
    public long workingSetBytes() {
        return Math.max(0, usageBytes - inactiveFileBytes);
    }
}
