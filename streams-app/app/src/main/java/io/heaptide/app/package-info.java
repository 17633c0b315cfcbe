/** The streams-app's main: configuration, wiring, health. Nothing depends on it. */
@NullMarked
package io.heaptide.app;

import org.jspecify.annotations.NullMarked;
