/** Formats of the JVM and of the tools around it. */
@NullMarked
package io.heaptide.importers.jvm;

import org.jspecify.annotations.NullMarked;
