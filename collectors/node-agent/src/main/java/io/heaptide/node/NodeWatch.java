package io.heaptide.node;

import io.heaptide.node.kernel.MemoryController;
import io.heaptide.node.kernel.NodeMemory;
import io.heaptide.node.kernel.OomKill;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the whole node, one beat at a time. For one thread. */
final class NodeWatch implements AutoCloseable {

    private final Surroundings surroundings;
    private final List<HierarchyWatch> hierarchies = new ArrayList<>();
    private long nextNodeMillis;
    private long unnamedKills;

    NodeWatch(List<MemoryController> controllers, Surroundings surroundings) throws IOException {
        this.surroundings = surroundings;
        for (MemoryController controller : controllers) {
            hierarchies.add(new HierarchyWatch(controller, surroundings));
        }
    }

    /** Everything that is due now, and everything that has happened since the last beat. */
    NodeBeat beat(long nowMillis) {
        Gathering beat = new Gathering(nowMillis);
        // first what the log tells, so that a kill is told before the end of the life that it ended
        surroundings.kernelLog().drain().forEach(kill -> killed(kill, beat));
        hierarchies.forEach(hierarchy -> hierarchy.look(beat));
        return beat.beat(node(nowMillis));
    }

    /** Groups that are followed. */
    int watchCount() {
        return hierarchies.stream().mapToInt(HierarchyWatch::watchCount).sum();
    }

    /** Groups beyond the bound. */
    long refusedGroupCount() {
        return hierarchies.stream()
                .mapToLong(hierarchy -> hierarchy.tree().refusedCount())
                .sum();
    }

    /** Kills that nobody can be named for: of processes too short-lived to be known, or too small. */
    long unnamedKillCount() {
        return unnamedKills + surroundings.kernelLog().lostCount();
    }

    @Override
    public void close() throws IOException {
        for (HierarchyWatch hierarchy : hierarchies) {
            hierarchy.close();
        }
    }

    private void killed(OomKill kill, Gathering beat) {
        if (surroundings.processes().millisAfterBoot(kill.bootMillis()) < surroundings.sinceMillis()) {
            return; // the log still holds it from before
        }
        boolean named = false;
        for (HierarchyWatch hierarchy : hierarchies) {
            named = named || hierarchy.killed(kill, beat);
        }
        unnamedKills += named ? 0 : 1;
    }

    private Optional<NodeMemory> node(long nowMillis) {
        if (nowMillis < nextNodeMillis) {
            return Optional.empty();
        }
        nextNodeMillis = surroundings.policy().nextCommonMillis(nowMillis);
        return Optional.of(surroundings.processes().memory());
    }
}
