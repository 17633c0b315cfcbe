package io.heaptide.node.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/** Version 1: a hierarchy for memory alone. It knows no pressure, which a version 2 beside it may. */
public final class MemoryControllerV1 implements MemoryController {

    /** "No limit" is the largest long, rounded down to a page. */
    private static final long UNLIMITED = Long.MAX_VALUE - (64 << 10);

    private final GroupFiles files;
    private final GroupFiles unified;

    /**
     * @param root where the memory hierarchy is
     * @param unified where version 2 would be, if the machine has both
     */
    public MemoryControllerV1(String root, String unified, SmallFiles files) {
        this.files = new GroupFiles(root, files);
        this.unified = new GroupFiles(unified, files);
    }

    @Override
    public String root() {
        return files.root();
    }

    @Override
    public Optional<GroupMemory> memory(String group) {
        OptionalLong usage = files.number(group, "memory.usage_in_bytes");
        Optional<KernelFile> stat = files.read(group, "memory.stat");
        if (usage.isEmpty() || stat.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GroupMemory(
                usage.getAsLong(),
                stat.get().number("total_rss").orElse(0),
                stat.get().number("total_inactive_file").orElse(0)));
    }

    @Override
    public Optional<GroupEvents> events(String group) {
        OptionalLong oomKills = files.number(group, "memory.oom_control", "oom_kill"); // there since Linux 4.13
        OptionalLong limitHits = files.number(group, "memory.failcnt");
        return limitHits.isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupEvents(limitHits.getAsLong(), oomKills.orElse(0)));
    }

    @Override
    public GroupBreakdown breakdown(String group) {
        return new GroupBreakdown(
                files.number(group, "memory.stat", "total_cache"),
                files.number(group, "memory.kmem.usage_in_bytes"),
                OptionalLong.empty(),
                files.number(group, "memory.kmem.tcp.usage_in_bytes"));
    }

    @Override
    public GroupLimits limits(String group) {
        OptionalLong max = files.number(group, "memory.stat", "hierarchical_memory_limit");
        return new GroupLimits(
                max.orElse(Long.MAX_VALUE) < UNLIMITED ? max : OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    @Override
    public Optional<Pressure> pressure(String group) {
        return unified.read(group, "memory.pressure").flatMap(file -> Pressure.parse(file.text()));
    }

    @Override
    public int[] processes(String group, int most) {
        return files.processes(group, most);
    }
}
