package io.heaptide.core;

/**
 * The floor's slope over one horizon.
 *
 * @param panes panes of the horizon that hold samples
 */
public record HorizonFit(long windowStartMillis, int panes, Slope slope) {}
