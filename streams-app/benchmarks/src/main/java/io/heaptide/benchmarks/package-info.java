/** How well Heaptide detects, beside what others do, and how fast it is. */
@NullMarked
package io.heaptide.benchmarks;

import org.jspecify.annotations.NullMarked;
