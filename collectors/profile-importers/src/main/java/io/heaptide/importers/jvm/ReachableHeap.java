package io.heaptide.importers.jvm;

import java.util.Arrays;
import java.util.Iterator;
import shark.GcRoot;
import shark.HeapGraph;
import shark.HeapObject;

/**
 * The objects that live threads and classes can reach, numbered from 1 in the order of a depth-first search from the
 * roots, and who refers to whom among them. 0 stands for all roots together.
 */
final class ReachableHeap {

    /** Bytes of memory that an object costs while the dominators are computed, and a reference. */
    private static final long BYTES_AN_OBJECT = 100;

    private static final long BYTES_A_REFERENCE = 8;

    static final int ROOT = 0;

    private final int[] objects;
    private final int[] parents;
    private final int[] starts;
    private final int[] referrers;

    private ReachableHeap(int[] objects, int[] parents, int[] starts, int[] referrers) {
        this.objects = objects;
        this.parents = parents;
        this.starts = starts;
        this.referrers = referrers;
    }

    static long neededBytes(long objects, long references) {
        return objects * BYTES_AN_OBJECT + references * BYTES_A_REFERENCE;
    }

    int size() {
        return objects.length;
    }

    /** A node's number in the dump. */
    int object(int node) {
        return objects[node];
    }

    /** Those who refer to a node, the root among them. */
    int[] referrers(int node) {
        return Arrays.copyOfRange(referrers, starts[node], starts[node + 1]);
    }

    /** Each node's dominator. */
    int[] dominators() {
        return Dominators.of(parents, starts, referrers);
    }

    static ReachableHeap of(HeapGraph graph, HeapIndex index, ObjectReferences references) {
        int[] ends = new int[index.size()];
        IntList targets = new IntList();
        Iterator<HeapObject> objects = index.objects();
        for (int i = 0; i < ends.length; i++) {
            references.forEach(objects.next(), id -> {
                int target = index.of(id);
                if (target >= 0) {
                    targets.add(target);
                }
            });
            ends[i] = targets.size();
        }
        return new Search(ends, targets, roots(graph, index)).run();
    }

    private static int[] roots(HeapGraph graph, HeapIndex index) {
        return graph.getGcRoots().stream()
                .mapToLong(GcRoot::getId)
                .mapToInt(index::of)
                .filter(root -> root >= 0)
                .distinct()
                .toArray();
    }

    /** Depth first, on a stack of its own: linked lists are deeper than any thread's. */
    private static final class Search {

        private final int[] ends;
        private final IntList targets;
        private final int[] roots;
        private final int[] numbers;
        private final int[] cursors;
        private final IntList objects = new IntList();
        private final IntList parents = new IntList();
        private final IntList open = new IntList();

        Search(int[] ends, IntList targets, int[] roots) {
            this.ends = ends;
            this.targets = targets;
            this.roots = roots;
            this.numbers = new int[ends.length];
            this.cursors = new int[ends.length];
            for (int i = 0; i < ends.length; i++) {
                cursors[i] = start(i);
            }
        }

        ReachableHeap run() {
            objects.add(-1); // the root is no object
            parents.add(ROOT);
            for (int root : roots) {
                visit(root, ROOT);
                descend();
            }
            int[] starts = starts();
            return new ReachableHeap(array(objects), array(parents), starts, referrers(starts));
        }

        private void descend() {
            while (open.size() > 0) {
                int object = open.get(open.size() - 1);
                if (cursors[object] == ends[object]) {
                    open.removeLast();
                } else {
                    visit(targets.get(cursors[object]++), numbers[object]);
                }
            }
        }

        private void visit(int object, int parent) {
            if (numbers[object] == 0) {
                numbers[object] = objects.size();
                objects.add(object);
                parents.add(parent);
                open.add(object);
            }
        }

        /** First how many referrers each has, then where they begin. */
        private int[] starts() {
            int[] starts = new int[objects.size() + 1];
            for (int root : roots) {
                starts[numbers[root] + 1]++;
            }
            for (int node = 1; node < objects.size(); node++) {
                int object = objects.get(node);
                for (int i = start(object); i < ends[object]; i++) {
                    starts[numbers[targets.get(i)] + 1]++;
                }
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            return starts;
        }

        private int[] referrers(int[] starts) {
            int[] referrers = new int[starts[starts.length - 1]];
            int[] free = Arrays.copyOf(starts, objects.size());
            for (int root : roots) {
                referrers[free[numbers[root]]++] = ROOT;
            }
            for (int node = 1; node < objects.size(); node++) {
                int object = objects.get(node);
                for (int i = start(object); i < ends[object]; i++) {
                    referrers[free[numbers[targets.get(i)]]++] = node;
                }
            }
            return referrers;
        }

        private int start(int object) {
            return object == 0 ? 0 : ends[object - 1];
        }

        private static int[] array(IntList list) {
            int[] numbers = new int[list.size()];
            Arrays.setAll(numbers, list::get);
            return numbers;
        }
    }
}
