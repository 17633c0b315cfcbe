/** A new version against the running one, at equal age. */
@NullMarked
package io.heaptide.gate.version;

import org.jspecify.annotations.NullMarked;
