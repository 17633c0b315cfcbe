package io.heaptide.node.kernel;

import java.util.Optional;

/**
 * Memory of the whole machine.
 *
 * @param totalBytes what there is; 0 if the kernel does not say
 * @param availableBytes what could be given to programs without swapping
 * @param pressure how programs wait for memory; empty where the kernel keeps no stall information
 */
public record NodeMemory(long totalBytes, long availableBytes, Optional<Pressure> pressure) {}
