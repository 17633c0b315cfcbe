package io.heaptide.agent.allocation;

import io.heaptide.recordings.CallPath;

/**
 * One sampled allocation.
 *
 * @param path where
 * @param type of what
 * @param bytes how many allocated bytes the sample stands for
 */
record Allocation(CallPath path, String type, double bytes) {

    Allocation {
        if (!(bytes >= 0)) {
            throw new IllegalArgumentException("bytes must not be negative, got " + bytes);
        }
    }
}
