package io.heaptide.agent.allocation;

/**
 * One sampled object that the last collection left alive.
 *
 * @param path where it was allocated
 * @param type of what
 * @param objectBytes its own size, 0 where the JVM does not say
 */
record Survivor(CallPath path, String type, long objectBytes) {

    Survivor {
        if (objectBytes < 0) {
            throw new IllegalArgumentException("objectBytes must not be negative, got " + objectBytes);
        }
    }
}
