/** How a result is told: to people, to CI servers, to programs. */
@NullMarked
package io.heaptide.gate.report;

import org.jspecify.annotations.NullMarked;
