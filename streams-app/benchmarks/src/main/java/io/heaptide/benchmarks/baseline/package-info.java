/** What others do to find leaks, re-implemented: rules over the recent past of one series, evaluated online. */
@NullMarked
package io.heaptide.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
