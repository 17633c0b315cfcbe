package io.heaptide.node.kernel;

/**
 * What has happened to a cgroup since it was made.
 *
 * @param limitHits how often it ran into its limit
 * @param oomKills how many of its processes the kernel has killed for want of memory
 */
public record GroupEvents(long limitHits, long oomKills) {}
