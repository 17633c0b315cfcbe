/** The query library: one question a file, asked read-only with typed parameters, answered for people and programs. */
@NullMarked
package io.heaptide.queries;

import org.jspecify.annotations.NullMarked;
