package io.heaptide.importers.jvm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How much each object keeps alive, and where it accumulates. */
final class Retention {

    /** A child that keeps this share of what its parent keeps is where the parent's bytes are: MAT's big drop ratio. */
    private static final double SAME_BYTES = 0.7;

    private static final int NONE = -1;

    private final int[] dominators;
    private final int[] types;
    private final long[] retainedBytes;

    /**
     * Adds up from the leaves.
     *
     * @param dominators of each node, with a smaller number than its own
     * @param shallowBytes of each node
     * @param types of each node, by number
     */
    Retention(int[] dominators, int[] shallowBytes, int[] types) {
        this.dominators = dominators;
        this.types = types;
        this.retainedBytes = new long[dominators.length];
        for (int node = dominators.length - 1; node > 0; node--) {
            retainedBytes[node] += shallowBytes[node];
            retainedBytes[dominators[node]] += retainedBytes[node];
        }
    }

    /** What a node keeps alive, itself included; the root's is all that is reachable. */
    long retainedBytes(int node) {
        return retainedBytes[node];
    }

    /**
     * The objects under which memory accumulates: from the top of the dominator tree down for as long as one child
     * keeps nearly everything, through classes and threads also where several keep much. A list's nodes that keep each
     * other are one.
     *
     * @param minShare of the reachable bytes that a point must keep
     * @param program the types of classes and threads, which hold what belongs to several causes
     * @return the largest first
     */
    List<Integer> accumulationPoints(double minShare, Set<Integer> program) {
        Children big = new Children((long) Math.ceil(minShare * retainedBytes[ReachableHeap.ROOT]));
        Deque<Integer> heads = new ArrayDeque<>(big.of(ReachableHeap.ROOT));
        List<Integer> points = new ArrayList<>();
        while (!heads.isEmpty()) {
            descend(heads.removeFirst(), big, program, heads, points);
        }
        points.sort(Comparator.comparingLong(point -> -retainedBytes[point]));
        return points;
    }

    /** The point that each node is kept by, as its place in the list; -1 for nodes under none. */
    int[] keepers(List<Integer> points) {
        int[] keepers = new int[dominators.length];
        Arrays.fill(keepers, NONE);
        for (int i = 0; i < points.size(); i++) {
            keepers[points.get(i)] = i;
        }
        for (int node = 1; node < keepers.length; node++) {
            keepers[node] = keepers[node] == NONE ? keepers[dominators[node]] : keepers[node];
        }
        return keepers;
    }

    private void descend(int head, Children big, Set<Integer> program, Deque<Integer> heads, List<Integer> points) {
        Set<Integer> passed = new HashSet<>();
        int node = head;
        while (passed.add(types[node]) || program.contains(types[node])) {
            List<Integer> children = big.of(node);
            int largest = largest(children);
            if (largest == NONE) {
                points.add(node);
                return;
            }
            if (retainedBytes[largest] < SAME_BYTES * retainedBytes[node]) {
                boolean causes = program.contains(types[node]) || program.contains(types[largest]);
                (causes ? heads : points).addAll(causes ? children : List.of(node));
                return;
            }
            if (passed.contains(types[largest]) && !program.contains(types[largest])) {
                points.add(node);
                return;
            }
            node = largest;
        }
    }

    private int largest(List<Integer> nodes) {
        return nodes.stream()
                .max(Comparator.comparingLong(node -> retainedBytes[node]))
                .orElse(NONE);
    }

    /** The children in the dominator tree that keep enough to matter. */
    private final class Children {

        private final int[] first = new int[dominators.length];
        private final int[] next = new int[dominators.length];

        Children(long minBytes) {
            Arrays.fill(first, NONE);
            for (int node = dominators.length - 1; node > 0; node--) {
                if (retainedBytes[node] >= Math.max(1, minBytes)) {
                    next[node] = first[dominators[node]];
                    first[dominators[node]] = node;
                }
            }
        }

        List<Integer> of(int node) {
            List<Integer> children = new ArrayList<>();
            for (int child = first[node]; child != NONE; child = next[child]) {
                children.add(child);
            }
            return children;
        }
    }
}
