/** Tests that kernel benchmarks run. */
@NullMarked
package io.heaptide.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
