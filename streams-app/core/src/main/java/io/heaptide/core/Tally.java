package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name, of the most frequent few. Immutable, mergeable, bounded. */
record Tally(Map<String, Integer> counts) {
    static final Tally EMPTY = new Tally(Map.of());

    /** A service runs a few versions at once; the rarest are dropped beyond this. */
    private static final int MAX_NAMES = 8;

    Tally {
        counts = Map.copyOf(counts);
    }

    static Tally of(String name) {
        return new Tally(Map.of(name, 1));
    }

    Tally merge(Tally other) {
        Map<String, Integer> sum = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Integer::sum));
        while (sum.size() > MAX_NAMES) {
            sum.remove(sum.entrySet().stream().min(BY_COUNT).orElseThrow().getKey());
        }
        return new Tally(sum);
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most frequent name, the last in order among equals; empty if nothing was counted. */
    String most() {
        return counts.entrySet().stream().max(BY_COUNT).map(Map.Entry::getKey).orElse("");
    }

    private static final Comparator<Map.Entry<String, Integer>> BY_COUNT =
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey());

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(counts.size());
        for (Map.Entry<String, Integer> entry : new TreeMap<>(counts).entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    static Tally readFrom(DataInput in) throws IOException {
        int size = in.readUnsignedByte();
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            counts.put(in.readUTF(), in.readInt());
        }
        return new Tally(counts);
    }
}
