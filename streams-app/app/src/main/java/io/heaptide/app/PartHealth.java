package io.heaptide.app;

/**
 * How one role goes.
 *
 * @param ready whether it does its work
 * @param failed whether it cannot recover without a restart
 * @param detail for people; free of secrets
 */
record PartHealth(boolean ready, boolean failed, Object detail) {}
