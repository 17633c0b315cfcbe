package io.heaptide.importers.jvm;

import io.heaptide.importers.ImportPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import shark.CloseableHeapGraph;

/**
 * What the leak suspects of Eclipse's Memory Analyzer would be, by the rule of its {@code
 * org.eclipse.mat.inspections.FindLeaksQuery} with its usual settings: an object at the top of the dominator tree, or all
 * those of one class there, that keep more than a fifth of the heap. A single suspect's bytes accumulate where no child keeps
 * seven tenths of what its parent does.
 */
final class MatSuspects {

    private static final double THRESHOLD = 0.2;
    private static final double BIG_DROP = 0.7;

    private final int[] dominators;
    private final int[] types;
    private final HeapTypes names = new HeapTypes();
    private final Retention retention;

    /**
     * A suspect.
     *
     * @param type of the object, or of all these objects
     * @param accumulatedIn the type of the object where the bytes accumulate; the suspects' own, if they are several
     * @param retainedBytes of that object, or of all together
     */
    record Suspect(String type, String accumulatedIn, long retainedBytes) {}

    private MatSuspects(ReachableHeap heap, HeapIndex index, ShallowSizes sizes) {
        int[] bytes = new int[heap.size()];
        this.types = new int[heap.size()];
        for (int node = 1; node < heap.size(); node++) {
            bytes[node] = Math.toIntExact(sizes.bytes(index.object(heap.object(node))));
            types[node] = names.number(index.object(heap.object(node)));
        }
        this.dominators = heap.dominators();
        this.retention = new Retention(dominators, bytes, types);
    }

    static List<Suspect> of(Path dump) throws IOException {
        HprofScan scan = HprofScan.of(dump, ImportPolicy.defaults());
        try (CloseableHeapGraph graph = HprofImporter.index(dump, scan).openHeapGraph()) {
            HeapIndex index = new HeapIndex(graph);
            ReachableHeap heap = ReachableHeap.of(graph, index, new ObjectReferences(graph));
            return new MatSuspects(heap, index, new ShallowSizes(scan.layout(), graph.getIdentifierByteSize()))
                    .suspects();
        }
    }

    private List<Suspect> suspects() {
        double threshold = THRESHOLD * retention.retainedBytes(ReachableHeap.ROOT);
        List<Suspect> suspects = new ArrayList<>();
        Map<String, Long> byClass = new TreeMap<>();
        children(ReachableHeap.ROOT).forEach(top -> {
            if (retention.retainedBytes(top) > threshold) {
                int point = accumulationPoint(top);
                suspects.add(new Suspect(name(top), name(point), retention.retainedBytes(point)));
            } else {
                byClass.merge(name(top), retention.retainedBytes(top), Long::sum);
            }
        });
        byClass.forEach((type, bytes) -> {
            if (bytes > threshold) {
                suspects.add(new Suspect(type, type, bytes));
            }
        });
        return suspects;
    }

    private int accumulationPoint(int top) {
        int point = top;
        int largest = largestChild(point);
        while (largest >= 0 && retention.retainedBytes(largest) >= BIG_DROP * retention.retainedBytes(point)) {
            point = largest;
            largest = largestChild(point);
        }
        return point;
    }

    private int largestChild(int node) {
        return children(node)
                .reduce((a, b) -> retention.retainedBytes(a) >= retention.retainedBytes(b) ? a : b)
                .orElse(-1);
    }

    private IntStream children(int node) {
        return IntStream.range(1, dominators.length).filter(child -> dominators[child] == node);
    }

    private String name(int node) {
        return names.name(types[node]);
    }
}
