/** Looks into one process of this node, by what the process is. */
@NullMarked
package io.heaptide.diagnosis.capture;

import org.jspecify.annotations.NullMarked;
