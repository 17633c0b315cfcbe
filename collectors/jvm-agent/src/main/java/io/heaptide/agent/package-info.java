/** A JVM agent that measures its host's memory and where it is allocated, and says so over OTLP. */
@NullMarked
package io.heaptide.agent;

import org.jspecify.annotations.NullMarked;
