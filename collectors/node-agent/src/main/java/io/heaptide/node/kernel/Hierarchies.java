package io.heaptide.node.kernel;

import java.util.ArrayList;
import java.util.List;

/** Finds where memory is accounted: version 1, version 2, or some of each. */
public final class Hierarchies {

    private Hierarchies() {}

    /**
     * The memory controllers below a mount point such as {@code /sys/fs/cgroup}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<MemoryController> find(String mount, SmallFiles files) {
        List<MemoryController> found = new ArrayList<>();
        String unified = mount + "/unified";
        if (files.read(mount + "/cgroup.controllers").isPresent()) {
            found.add(new MemoryControllerV2(mount, files));
        }
        if (files.read(mount + "/memory/memory.stat").isPresent()) {
            found.add(new MemoryControllerV1(mount + "/memory", unified, files));
        }
        boolean unifiedHasMemory = files.read(unified + "/cgroup.controllers")
                .map(list -> List.of(list.text().strip().split(" ", -1)).contains("memory"))
                .orElse(false);
        if (unifiedHasMemory) {
            found.add(new MemoryControllerV2(unified, files));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("HEAPTIDE_NODE_CGROUP " + mount
                    + " has no memory controller: neither cgroup.controllers nor memory/memory.stat is in it");
        }
        return found;
    }
}
