/** Leak detection without I/O: series state, panes, robust trends, shapes, service scores and incidents. Time is data. */
@NullMarked
package io.heaptide.core;

import org.jspecify.annotations.NullMarked;
