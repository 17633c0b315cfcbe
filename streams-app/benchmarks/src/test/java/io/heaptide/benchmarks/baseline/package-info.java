/** Tests that the field's rules do what their sources say. */
@NullMarked
package io.heaptide.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
