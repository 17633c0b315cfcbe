/** How fast the pipeline is, on a real broker, beside what others would build. */
@NullMarked
package io.heaptide.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
