/** Plays a simulated fleet: over OTLP as real collectors would, or into a file for back-tests. */
@NullMarked
package io.heaptide.simulator;

import org.jspecify.annotations.NullMarked;
