package io.heaptide.topology;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all stores of a process share. One bound for all, not one per task: tasks come and go with the
 * rebalances, the heap stays. Safe to share between threads.
 */
final class StateMemory {

    /** What an entry takes on the heap beside its state: slot, key, map and member entries. */
    private static final long ENTRY_BYTES = 320;

    /** What a byte of the changelog takes as objects: as measured with full histories, entries counted in. */
    private static final long HEAP_PER_BYTE = 2;

    private final AtomicLong used = new AtomicLong();
    private final long maxBytes;

    StateMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Memory that bounds nothing. */
    static StateMemory unbounded() {
        return new StateMemory(Long.MAX_VALUE);
    }

    /** Whether there is no room for newcomers. */
    boolean isFull() {
        return used.get() >= maxBytes;
    }

    /** Whether there is no room for what is known to grow either: a quarter is left to it once newcomers are refused. */
    boolean isExhausted() {
        return used.get() - maxBytes >= maxBytes / 4;
    }

    void entered(int bytes) {
        used.addAndGet(ENTRY_BYTES + HEAP_PER_BYTE * bytes);
    }

    void resized(int from, int to) {
        used.addAndGet(HEAP_PER_BYTE * (to - from));
    }

    void left(int bytes) {
        used.addAndGet(-ENTRY_BYTES - HEAP_PER_BYTE * bytes);
    }

    long usedBytes() {
        return used.get();
    }
}
