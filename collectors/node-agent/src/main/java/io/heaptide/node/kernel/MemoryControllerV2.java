package io.heaptide.node.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/** Version 2: the unified hierarchy (kernel Documentation/admin-guide/cgroup-v2.rst). */
public final class MemoryControllerV2 implements MemoryController {

    private final GroupFiles files;

    public MemoryControllerV2(String root, SmallFiles files) {
        this.files = new GroupFiles(root, files);
    }

    @Override
    public String root() {
        return files.root();
    }

    @Override
    public Optional<GroupMemory> memory(String group) {
        OptionalLong usage = files.number(group, "memory.current");
        Optional<KernelFile> stat = files.read(group, "memory.stat");
        if (usage.isEmpty() || stat.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GroupMemory(
                usage.getAsLong(),
                stat.get().number("anon").orElse(0),
                stat.get().number("inactive_file").orElse(0)));
    }

    @Override
    public Optional<GroupEvents> events(String group) {
        return files.read(group, "memory.events")
                .map(file -> new GroupEvents(
                        file.number("max").orElse(0), file.number("oom_kill").orElse(0)));
    }

    @Override
    public GroupBreakdown breakdown(String group) {
        Optional<KernelFile> stat = files.read(group, "memory.stat");
        return new GroupBreakdown(
                number(stat, "file"), number(stat, "kernel"), number(stat, "slab_unreclaimable"), number(stat, "sock"));
    }

    @Override
    public GroupLimits limits(String group) {
        OptionalLong min = files.number(group, "memory.min");
        return new GroupLimits(
                tightest(group), files.number(group, "memory.high"), min.orElse(0) > 0 ? min : OptionalLong.empty());
    }

    @Override
    public Optional<Pressure> pressure(String group) {
        return files.read(group, "memory.pressure").flatMap(file -> Pressure.parse(file.text()));
    }

    @Override
    public int[] processes(String group, int most) {
        return files.processes(group, most);
    }

    private OptionalLong tightest(String group) {
        // what the newest kernels know by themselves; it holds inside a namespace too, from where those above are not
        // seen
        OptionalLong tightest = files.number(group, "memory.max.effective");
        for (String above = group; !above.isEmpty(); above = above.substring(0, above.lastIndexOf('/'))) {
            OptionalLong max = files.number(above, "memory.max");
            boolean tighter = max.orElse(Long.MAX_VALUE) < tightest.orElse(Long.MAX_VALUE);
            tightest = tighter ? max : tightest;
        }
        return tightest;
    }

    private static OptionalLong number(Optional<KernelFile> file, String key) {
        return file.map(content -> content.number(key)).orElse(OptionalLong.empty());
    }
}
