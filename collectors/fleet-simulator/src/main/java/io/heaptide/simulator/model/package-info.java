/** The simulated fleet as pure functions of a seed and simulated time: no clock, no I/O, the same bytes every run. */
@NullMarked
package io.heaptide.simulator.model;

import org.jspecify.annotations.NullMarked;
