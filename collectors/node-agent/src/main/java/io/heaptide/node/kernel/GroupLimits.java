package io.heaptide.node.kernel;

import java.util.OptionalLong;

/**
 * What a cgroup may use.
 *
 * @param maxBytes where the kernel begins to kill: the tightest of the group and all above it
 * @param highBytes where it begins to throttle
 * @param minBytes what is kept for the group whatever happens; Kubernetes writes the request here where its MemoryQoS is on
 */
public record GroupLimits(OptionalLong maxBytes, OptionalLong highBytes, OptionalLong minBytes) {}
