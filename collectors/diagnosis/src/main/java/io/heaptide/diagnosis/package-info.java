/** Decides when a service is looked into, within a budget that the fleet shares, and publishes what was found. */
@NullMarked
package io.heaptide.diagnosis;

import org.jspecify.annotations.NullMarked;
