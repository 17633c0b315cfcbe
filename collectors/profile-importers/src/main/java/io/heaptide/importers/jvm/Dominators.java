package io.heaptide.importers.jvm;

import java.util.Arrays;

/**
 * Who keeps whom alive: the immediate dominator of each node of a graph, numbered in the order of a depth-first search
 * whose root is 0. Lengauer, Tarjan (1979), doi:10.1145/357062.357071, the simple version.
 */
final class Dominators {

    private static final int NONE = -1;

    private final int[] parents;
    private final int[] semi;
    private final int[] label;
    private final int[] ancestor;
    private final int[] dominator;
    private final IntList path = new IntList();

    private Dominators(int[] parents) {
        this.parents = parents;
        this.semi = identity(parents.length);
        this.label = identity(parents.length);
        this.ancestor = filled(parents.length);
        this.dominator = new int[parents.length];
    }

    /**
     * Each node's dominator, which always has a smaller number.
     *
     * @param parents in the search's tree
     * @param starts where a node's predecessors begin; one more than there are nodes
     * @param predecessors of all nodes
     */
    static int[] of(int[] parents, int[] starts, int[] predecessors) {
        Dominators search = new Dominators(parents);
        search.approach(starts, predecessors);
        for (int node = 1; node < parents.length; node++) {
            if (search.dominator[node] != search.semi[node]) {
                search.dominator[node] = search.dominator[search.dominator[node]];
            }
        }
        return search.dominator;
    }

    private void approach(int[] starts, int[] predecessors) {
        int[] waiting = filled(parents.length);
        int[] next = filled(parents.length);
        for (int node = parents.length - 1; node > 0; node--) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                semi[node] = Math.min(semi[node], semi[evaluate(predecessors[i])]);
            }
            next[node] = waiting[semi[node]];
            waiting[semi[node]] = node;
            int parent = parents[node];
            ancestor[node] = parent;
            for (int one = waiting[parent]; one != NONE; one = next[one]) {
                int least = evaluate(one);
                dominator[one] = semi[least] < semi[one] ? least : parent;
            }
            waiting[parent] = NONE;
        }
    }

    /** The node of least semidominator on the way up to the root of its tree in the forest, which becomes shorter. */
    private int evaluate(int node) {
        if (ancestor[node] == NONE) {
            return node;
        }
        int one = node;
        while (ancestor[ancestor[one]] != NONE) {
            path.add(one);
            one = ancestor[one];
        }
        while (path.size() > 0) {
            int below = path.removeLast();
            int above = ancestor[below];
            if (semi[label[above]] < semi[label[below]]) {
                label[below] = label[above];
            }
            ancestor[below] = ancestor[above];
        }
        return label[node];
    }

    private static int[] identity(int length) {
        int[] numbers = new int[length];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, NONE);
        return numbers;
    }
}
