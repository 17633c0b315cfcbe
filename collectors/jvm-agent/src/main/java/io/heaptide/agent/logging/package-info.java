/** What the bundled libraries log to instead of java.util.logging. */
@NullMarked
package io.heaptide.agent.logging;

import org.jspecify.annotations.NullMarked;
