package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.recordings.ObjectLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shark.HeapGraph;
import shark.HeapObject;

/** The reachable objects of a dump by type, and by the way in which they are kept where much accumulates. */
final class HeapAnalysis {

    /** What keeps less of the heap is no leak yet, and there may be a hundred of them. */
    private static final double MIN_SHARE = 0.01;

    private final HeapGraph graph;
    private final HeapIndex index;
    private final ObjectReferences references;
    private final HeapTypes types = new HeapTypes();

    private record Place(int keeper, int type) {}

    private HeapAnalysis(HeapGraph graph) {
        this.graph = graph;
        this.index = new HeapIndex(graph);
        this.references = new ObjectReferences(graph);
    }

    static SiteTable sites(HeapGraph graph, ObjectLayout layout, ImportPolicy policy) {
        return new HeapAnalysis(graph).sites(new ShallowSizes(layout, graph.getIdentifierByteSize()), policy);
    }

    private SiteTable sites(ShallowSizes sizes, ImportPolicy policy) {
        ReachableHeap heap = ReachableHeap.of(graph, index, references);
        int[] shallowBytes = new int[heap.size()];
        int[] typeNumbers = new int[heap.size()];
        for (int node = 1; node < heap.size(); node++) {
            HeapObject object = index.object(heap.object(node));
            shallowBytes[node] = Math.toIntExact(Math.min(Integer.MAX_VALUE, sizes.bytes(object)));
            typeNumbers[node] = types.number(object);
        }
        Retention retention = new Retention(heap.dominators(), shallowBytes, typeNumbers);
        List<Integer> points = retention.accumulationPoints(MIN_SHARE, types.program());
        int[] keepers = retention.keepers(points);
        Map<Place, Amount> amounts = new HashMap<>();
        for (int node = 1; node < heap.size(); node++) {
            amounts.merge(new Place(keepers[node], typeNumbers[node]), new Amount(shallowBytes[node], 1), Amount::plus);
        }
        return table(amounts, traces(heap, points, policy), policy);
    }

    private List<List<Frame>> traces(ReachableHeap heap, List<Integer> points, ImportPolicy policy) {
        LeakTrace trace = new LeakTrace(graph, index, heap, references);
        List<List<Frame>> traces = new ArrayList<>();
        for (int point : points) {
            traces.add(trace.of(point, policy.maxFrames()));
        }
        return traces;
    }

    private SiteTable table(Map<Place, Amount> amounts, List<List<Frame>> traces, ImportPolicy policy) {
        SiteTable sites = new SiteTable(policy);
        amounts.forEach((place, amount) -> {
            List<Frame> frames = place.keeper() < 0 ? List.of() : traces.get(place.keeper());
            sites.add(Site.exact(frames, types.name(place.type()), Amount.NONE, amount));
        });
        return sites;
    }
}
