package io.heaptide.importers.jvm;

import java.util.Iterator;
import shark.HeapGraph;
import shark.HeapObject;
import shark.HeapObject.HeapPrimitiveArray;

/**
 * Numbers a dump's objects from 0 without gaps. Shark means to do the same, but moves the index of a primitive array that
 * it found by its identifier, and finds no such array by its index.
 */
final class HeapIndex {

    private final HeapGraph graph;
    private final long[] ids;
    private final int moved;

    HeapIndex(HeapGraph graph) {
        this.graph = graph;
        this.ids = new long[graph.getObjectCount()];
        this.moved = moved(graph);
        Iterator<HeapObject> objects = objects();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = objects.next().getObjectId();
        }
    }

    int size() {
        return ids.length;
    }

    /** All objects, in the order of their numbers. */
    Iterator<HeapObject> objects() {
        return graph.getObjects().iterator();
    }

    HeapObject object(int index) {
        return graph.findObjectById(ids[index]);
    }

    /** The number of the object with that identifier; -1 if there is none. */
    int of(long id) {
        HeapObject object = graph.findObjectByIdOrNull(id);
        if (object == null) {
            return -1;
        }
        return object instanceof HeapPrimitiveArray ? object.getObjectIndex() - moved : object.getObjectIndex();
    }

    private static int moved(HeapGraph graph) {
        Iterator<HeapPrimitiveArray> arrays = graph.getPrimitiveArrays().iterator();
        if (!arrays.hasNext()) {
            return 0;
        }
        int first = graph.getClassCount() + graph.getInstanceCount() + graph.getObjectArrayCount();
        return graph.findObjectById(arrays.next().getObjectId()).getObjectIndex() - first;
    }
}
