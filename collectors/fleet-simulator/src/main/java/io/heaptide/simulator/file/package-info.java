/** Writes what a fleet does to files: samples for back-tests, labels for judging them. */
@NullMarked
package io.heaptide.simulator.file;

import org.jspecify.annotations.NullMarked;
