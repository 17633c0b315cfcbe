/** Tests that figures are what the leakbench scorer says. */
@NullMarked
package io.heaptide.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
