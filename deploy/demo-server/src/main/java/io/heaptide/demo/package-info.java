/** A small shop that really runs, and on request really leaks: the patient of the demo. */
@NullMarked
package io.heaptide.demo;

import org.jspecify.annotations.NullMarked;
