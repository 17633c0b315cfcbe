package io.heaptide.importers.jvm;

import java.util.ArrayList;
import java.util.List;

/** A long list of numbers that grows without being copied. */
final class IntList {

    private static final int SHIFT = 16;
    private static final int CHUNK = 1 << SHIFT;

    private final List<int[]> chunks = new ArrayList<>();
    private int size;

    void add(int value) {
        if (size >>> SHIFT == chunks.size()) {
            chunks.add(new int[CHUNK]);
        }
        chunks.get(size >>> SHIFT)[size & (CHUNK - 1)] = value;
        size = Math.addExact(size, 1);
    }

    int get(int index) {
        return chunks.get(index >>> SHIFT)[index & (CHUNK - 1)];
    }

    int removeLast() {
        size--;
        return get(size);
    }

    int size() {
        return size;
    }
}
