package io.heaptide.node;

import io.heaptide.node.identity.Place;
import io.heaptide.node.kernel.CgroupTree;
import io.heaptide.node.kernel.MemoryController;
import io.heaptide.node.kernel.OomKill;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Follows every cgroup of one hierarchy: containers and services as wholes, everything else process by process. */
final class HierarchyWatch implements AutoCloseable {

    /** The kernel's log may tell of a kill after the group is gone; so many of the latest gone are remembered for it. */
    private static final int MOST_DEPARTED = 256;

    private final MemoryController controller;
    private final Surroundings surroundings;
    private final CgroupTree tree;
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final Map<String, Watch> departed = new LinkedHashMap<>();
    private long changesSeen = -1;
    private long nextWalkMillis;

    HierarchyWatch(MemoryController controller, Surroundings surroundings) throws IOException {
        this.controller = controller;
        this.surroundings = surroundings;
        this.tree = new CgroupTree(controller.root(), surroundings.policy().maxGroups());
    }

    /** Looks at every group that is due. */
    void look(Gathering beat) {
        discover(beat);
        for (Watch watch : watches.values()) {
            if (watch.isDue(beat.atMillis())) {
                watch.look(beat);
            }
        }
    }

    /** Whether the killed process could be named. */
    boolean killed(OomKill kill, Gathering beat) {
        Watch watch = watches.getOrDefault(kill.group(), departed.get(kill.group()));
        return watch != null && watch.killed(kill, beat);
    }

    int watchCount() {
        return watches.size();
    }

    CgroupTree tree() {
        return tree;
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }

    private void discover(Gathering beat) {
        tree.refresh();
        if (beat.atMillis() >= nextWalkMillis) {
            tree.walk();
            nextWalkMillis = beat.atMillis() + walkMillis();
        }
        if (tree.changeCount() != changesSeen) {
            dropGone(beat);
            takeNew(beat.atMillis());
            changesSeen = tree.changeCount();
        }
    }

    /** Where the kernel does not notify, walks must find what comes, in time for the shortest interval to be worth it. */
    private long walkMillis() {
        SamplingPolicy policy = surroundings.policy();
        return (tree.isPartlyUnwatched() ? policy.interval() : policy.walkInterval()).toMillis();
    }

    private void dropGone(Gathering beat) {
        Iterator<Map.Entry<String, Watch>> all = watches.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Watch> entry = all.next();
            if (!tree.groups().contains(entry.getKey())) {
                entry.getValue().vanished(beat);
                all.remove();
                remember(entry.getKey(), entry.getValue());
            }
        }
    }

    private void remember(String group, Watch watch) {
        departed.put(group, watch);
        if (departed.size() > MOST_DEPARTED) {
            departed.remove(departed.keySet().iterator().next());
        }
    }

    private void takeNew(long nowMillis) {
        boolean first = changesSeen < 0;
        for (String group : tree.groups()) {
            if (!watches.containsKey(group)) {
                watch(group, nowMillis, first).ifPresent(watch -> watches.put(group, watch));
            }
        }
    }

    private Optional<Watch> watch(String group, long nowMillis, boolean first) {
        Place place = Place.of(group);
        boolean container = place.kind() == Place.Kind.CONTAINER;
        if (!container && (!place.podUid().isEmpty() || isInsideContainer(group))) {
            return Optional
                    .empty(); // a pod's own group holds no program; what a container makes inside is the container's
        }
        if (place.kind() == Place.Kind.LOOSE) {
            return Optional.of(new LooseWatch(group, controller, surroundings));
        }
        Rhythm rhythm = new Rhythm(surroundings, nowMillis, first);
        return Optional.of(new GroupWatch(group, place, controller, () -> members(group, container), rhythm));
    }

    private int[] members(String group, boolean container) {
        int most = surroundings.policy().maxProcesses();
        int[] own = controller.processes(group, most);
        if (own.length > 0 || !container) {
            return own;
        }
        return tree.below(group).stream()
                .filter(Predicate.not(below -> Place.of(below).kind() == Place.Kind.CONTAINER))
                .flatMapToInt(below -> IntStream.of(controller.processes(below, most)))
                .limit(most)
                .toArray();
    }

    private static boolean isInsideContainer(String group) {
        for (int slash = group.lastIndexOf('/'); slash > 0; slash = group.lastIndexOf('/', slash - 1)) {
            if (Place.of(group.substring(0, slash)).kind() == Place.Kind.CONTAINER) {
                return true;
            }
        }
        return false;
    }
}
