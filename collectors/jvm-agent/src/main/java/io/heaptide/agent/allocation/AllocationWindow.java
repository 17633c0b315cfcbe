package io.heaptide.agent.allocation;

import io.heaptide.recordings.Survivor;
import java.time.Instant;
import java.util.List;

/**
 * What the recorder saw in one interval.
 *
 * @param start first instant of the allocations
 * @param end first instant after them; the survivors are of this instant
 * @param allocations sampled, each with the bytes it stands for
 * @param survivors sampled in proportion to bytes, all that are alive since the recording began
 * @param liveHeapBytes heap in use right after the last collection, of what was allocated since the recording began;
 *     0 before the first collection
 */
record AllocationWindow(
        Instant start, Instant end, List<Allocation> allocations, List<Survivor> survivors, double liveHeapBytes) {

    AllocationWindow {
        allocations = List.copyOf(allocations);
        survivors = List.copyOf(survivors);
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end must not be before start " + start + ", got " + end);
        }
        if (!(liveHeapBytes >= 0)) {
            throw new IllegalArgumentException("liveHeapBytes must not be negative, got " + liveHeapBytes);
        }
    }
}
