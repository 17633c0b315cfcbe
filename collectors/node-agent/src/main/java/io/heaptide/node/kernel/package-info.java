/** What the kernel's files say of memory: cgroups of both versions, processes, pressure and its log. */
@NullMarked
package io.heaptide.node.kernel;

import org.jspecify.annotations.NullMarked;
