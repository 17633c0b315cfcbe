package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Which instance sent its last snapshot when, for the instances heard of last. */
final class SnapshotClock {
    private final String[] instances;
    private final long[] lastMillis;
    private int fresh = -1;

    SnapshotClock(int capacity) {
        this.instances = new String[capacity];
        this.lastMillis = new long[capacity];
        Arrays.fill(instances, "");
    }

    /** Slot of the instance for a snapshot of this time, -1 if it is no newer than its last. */
    int slot(String instance, long atMillis) {
        fresh = -1;
        int oldest = 0;
        for (int slot = 0; slot < instances.length; slot++) {
            if (instances[slot].equals(instance)) {
                if (atMillis <= lastMillis[slot]) {
                    return -1;
                }
                lastMillis[slot] = atMillis;
                return slot;
            }
            if (lastMillis[slot] < lastMillis[oldest]) {
                oldest = slot;
            }
        }
        if (atMillis <= lastMillis[oldest]) {
            return -1;
        }
        instances[oldest] = instance;
        lastMillis[oldest] = atMillis;
        fresh = oldest;
        return oldest;
    }

    /** Whether the slot given out last has just changed hands. */
    boolean isNew(int slot) {
        return slot == fresh;
    }

    void writeTo(DataOutput out) throws IOException {
        for (int slot = 0; slot < instances.length; slot++) {
            out.writeUTF(instances[slot]);
            out.writeLong(lastMillis[slot]);
        }
    }

    void readInto(DataInput in) throws IOException {
        for (int slot = 0; slot < instances.length; slot++) {
            instances[slot] = in.readUTF();
            lastMillis[slot] = in.readLong();
        }
    }
}
