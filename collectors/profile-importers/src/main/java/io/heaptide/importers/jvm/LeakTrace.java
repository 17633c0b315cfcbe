package io.heaptide.importers.jvm;

import io.heaptide.importers.Frame;
import io.heaptide.recordings.TypeNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import shark.GcRoot;
import shark.HeapGraph;
import shark.HeapObject;
import shark.HeapObject.HeapClass;

/** The shortest way by which an object is kept alive: the fields from it to a class or to a root. */
final class LeakTrace {

    private static final int UNSEEN = -1;

    private final HeapGraph graph;
    private final HeapIndex index;
    private final ReachableHeap heap;
    private final ObjectReferences references;
    private final int[] cameFrom;

    LeakTrace(HeapGraph graph, HeapIndex index, ReachableHeap heap, ObjectReferences references) {
        this.graph = graph;
        this.index = index;
        this.heap = heap;
        this.references = references;
        this.cameFrom = new int[heap.size()];
    }

    /** The fields as frames, the one that holds the object first. */
    List<Frame> of(int node, int maxFrames) {
        if (object(node) instanceof HeapClass type) {
            return List.of(Frame.named(TypeNames.readable(type.getName())));
        }
        int end = searchBack(node);
        List<Frame> outermostFirst = new ArrayList<>();
        if (end == ReachableHeap.ROOT) {
            outermostFirst.add(Frame.named("GC root " + root(object(cameFrom[end]))));
        }
        for (int one = end == ReachableHeap.ROOT ? cameFrom[end] : end; one != node; one = cameFrom[one]) {
            long held = object(cameFrom[one]).getObjectId();
            outermostFirst.add(Frame.named(references.name(object(one), held)));
        }
        int from = Math.max(0, outermostFirst.size() - maxFrames);
        List<Frame> frames = new ArrayList<>(outermostFirst.subList(from, outermostFirst.size()));
        Collections.reverse(frames);
        return frames;
    }

    /** Breadth first from the object to its referrers; how a class is reached says nothing about a leak. */
    private int searchBack(int node) {
        Arrays.fill(cameFrom, UNSEEN);
        cameFrom[node] = node;
        IntList queue = new IntList();
        queue.add(node);
        for (int head = 0; head < queue.size(); head++) {
            int one = queue.get(head);
            for (int referrer : heap.referrers(one)) {
                if (cameFrom[referrer] == UNSEEN) {
                    cameFrom[referrer] = one;
                    queue.add(referrer);
                    if (referrer == ReachableHeap.ROOT || object(referrer) instanceof HeapClass) {
                        return referrer;
                    }
                }
            }
        }
        throw new IllegalStateException("node " + node + " is not reachable"); // every node was found from the root
    }

    private String root(HeapObject object) {
        return graph.getGcRoots().stream()
                .filter(root -> root.getId() == object.getObjectId())
                .map(GcRoot::getClass)
                .map(Class::getSimpleName)
                .findFirst()
                .orElse("");
    }

    private HeapObject object(int node) {
        return index.object(heap.object(node));
    }
}
