/** The command line of Heaptide: starts the local stack, watches it, asks it questions, shows the demo. */
@NullMarked
package io.heaptide.launcher;

import org.jspecify.annotations.NullMarked;
