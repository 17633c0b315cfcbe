/** How the JVM's flight recordings become sites and live bytes, the same for the agent and for whoever imports a file. */
@NullMarked
package io.heaptide.recordings;

import org.jspecify.annotations.NullMarked;
