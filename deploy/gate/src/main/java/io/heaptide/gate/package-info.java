/** The gate's decisions: pure functions from what was measured to cases that passed or failed. */
@NullMarked
package io.heaptide.gate;

import org.jspecify.annotations.NullMarked;
