/** Tests of the pipeline benchmarks. */
@NullMarked
package io.heaptide.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
