/** One agent per node: watches every cgroup and process through the kernel's files, and publishes what they use. */
@NullMarked
package io.heaptide.node;

import org.jspecify.annotations.NullMarked;
