/** The commands {@code import} and {@code diff}. */
@NullMarked
package io.heaptide.importers.command;

import org.jspecify.annotations.NullMarked;
