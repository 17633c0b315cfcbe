/** How well leaks are found: labelled series, ways to find leaks in them, and what came of it. */
@NullMarked
package io.heaptide.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
