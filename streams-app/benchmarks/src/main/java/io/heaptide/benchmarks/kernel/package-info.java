/** How fast the core is: one reading, one assessment, one merge, one state written and read. */
@NullMarked
package io.heaptide.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
