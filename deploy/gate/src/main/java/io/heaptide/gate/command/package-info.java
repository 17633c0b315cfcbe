/** The command {@code gate}. */
@NullMarked
package io.heaptide.gate.command;

import org.jspecify.annotations.NullMarked;
