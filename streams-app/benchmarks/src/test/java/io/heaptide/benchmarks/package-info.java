/** Tests of the benchmarks: a benchmark that is wrong measures nothing. */
@NullMarked
package io.heaptide.benchmarks;

import org.jspecify.annotations.NullMarked;
