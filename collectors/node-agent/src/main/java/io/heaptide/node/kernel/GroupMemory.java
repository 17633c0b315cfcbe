package io.heaptide.node.kernel;

/**
 * What a cgroup and everything below it uses now.
 *
 * @param usageBytes all that is charged to it, page cache included
 * @param anonBytes heaps and stacks: what no file backs
 * @param inactiveFileBytes page cache that the kernel would give back first
 * @param limitHits how often it ran into its limit since it was made
 * @param oomKills how many of its processes the kernel has killed for want of memory since it was made
 */
public record GroupMemory(long usageBytes, long anonBytes, long inactiveFileBytes, long limitHits, long oomKills) {

    /** Usage less inactive page cache, as the kubelet and cAdvisor count it. */
    public long workingSetBytes() {
        return Math.max(0, usageBytes - inactiveFileBytes);
    }
}
