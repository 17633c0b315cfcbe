/** What the operating system says about the host: resident memory and limits. */
@NullMarked
package io.heaptide.agent.process;

import org.jspecify.annotations.NullMarked;
