/** Formats of programs that manage their memory themselves, and of the tools that watch them. */
@NullMarked
package io.heaptide.importers.unmanaged;

import org.jspecify.annotations.NullMarked;
