package io.heaptide.node;

/**
 * One process of an instance.
 *
 * @param pid as the watched {@code /proc} numbers it
 * @param name the kernel's name of it
 * @param residentBytes its resident set
 */
public record ProcessReading(int pid, String name, long residentBytes) {}
