/** Whose memory it is: from cgroup path, environment and container logs to an instance. */
@NullMarked
package io.heaptide.node.identity;

import org.jspecify.annotations.NullMarked;
