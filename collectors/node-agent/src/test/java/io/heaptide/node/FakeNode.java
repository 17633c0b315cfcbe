package io.heaptide.node;

import io.heaptide.node.identity.ContainerLogs;
import io.heaptide.node.identity.Home;
import io.heaptide.node.identity.Identification;
import io.heaptide.node.kernel.Hierarchies;
import io.heaptide.node.kernel.KernelLog;
import io.heaptide.node.kernel.ProcessFiles;
import io.heaptide.node.kernel.SmallFiles;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.ResourceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A node made of files: the layout and the wording of Linux 6, with version 2 of cgroups, at a time of the test's choosing. */
final class FakeNode {

    static final long BOOT_MILLIS = 1_800_000_000_000L;
    static final long MIB = 1 << 20;

    private final Path root;
    long nowMillis = BOOT_MILLIS + Duration.ofDays(1).toMillis();

    FakeNode(Path root) {
        this.root = root;
        write("proc/self/smaps", "00400000-00452000 r-xp 00000000 08:02 173521 /bin/x\nKernelPageSize:        4 kB\n");
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:  1 kB\nMemAvailable:    8388608 kB\n");
        write("proc/pressure/memory", pressure(1.5));
        write("cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
        write("cgroup/cgroup.procs", "");
        write("kmsg", "");
    }

    /** The agent's eye on it, as it begins now. It walks the tree at every beat: a test does not wait for notifications. */
    NodeWatch watch() throws IOException {
        SamplingPolicy usual = SamplingPolicy.defaults();
        SamplingPolicy policy = new SamplingPolicy(
                usual.tick(),
                usual.interval(),
                usual.youth(),
                usual.detailInterval(),
                usual.proportionalInterval(),
                Duration.ZERO,
                usual.minProcessBytes(),
                usual.maxGroups(),
                usual.maxProcesses());
        write("proc/uptime", (nowMillis - BOOT_MILLIS) / 1000 + ".00 1.00\n");
        SmallFiles files = new SmallFiles();
        ProcessFiles processes = new ProcessFiles(root.resolve("proc").toString(), files, nowMillis);
        Identification identification = new Identification(
                new Home("node-7", "eu-1"),
                processes,
                new ContainerLogs(root.resolve("logs").toString()),
                new ResourceIdentity(MappingPolicy.defaults()));
        return new NodeWatch(
                Hierarchies.find(root.resolve("cgroup").toString(), files),
                new Surroundings(
                        processes,
                        identification,
                        policy,
                        KernelLog.follow(root.resolve("kmsg").toString()),
                        nowMillis));
    }

    FakeNode after(Duration duration) {
        nowMillis += duration.toMillis();
        return this;
    }

    /** A process that began that long ago. */
    FakeNode process(int pid, String name, Duration age, long residentBytes, String... environment) {
        long ticks = (nowMillis - BOOT_MILLIS - age.toMillis()) / 10;
        write(
                "proc/" + pid + "/stat",
                pid + " (" + name + ") S 1 1 1 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 " + ticks + " 2585280 "
                        + residentBytes / 4096 + " 18446744073709551615 1 1 1\n");
        write("proc/" + pid + "/environ", String.join("\0", environment) + "\0");
        write("proc/" + pid + "/oom_score_adj", "0\n");
        write("proc/" + pid + "/smaps_rollup", "1-2 ---p 0 0:0 0 [rollup]\nPss:   " + residentBytes / 2048 + " kB\n");
        return this;
    }

    FakeNode group(String group, long anonBytes, int... pids) {
        write("cgroup" + group + "/memory.current", anonBytes + 3 * MIB + "\n");
        write(
                "cgroup" + group + "/memory.stat",
                "anon " + anonBytes + "\nfile " + 2 * MIB + "\nkernel " + MIB + "\nsock 4096\nshmem 0\ninactive_file "
                        + MIB + "\nslab_unreclaimable 8192\n");
        write("cgroup" + group + "/memory.pressure", pressure(0.25));
        if (!Files.exists(root.resolve("cgroup" + group + "/memory.max"))) {
            limit(group, "max");
            kills(group, 0);
        }
        StringBuilder list = new StringBuilder();
        for (int pid : pids) {
            list.append(pid).append('\n');
        }
        write("cgroup" + group + "/cgroup.procs", list.toString());
        return this;
    }

    FakeNode limit(String group, String max) {
        return write("cgroup" + group + "/memory.max", max + "\n").write("cgroup" + group + "/memory.high", "max\n");
    }

    FakeNode kills(String group, long count) {
        return write(
                "cgroup" + group + "/memory.events",
                "low 0\nhigh 0\nmax 5\noom " + count + "\noom_kill " + count + "\noom_group_kill 0\n");
    }

    FakeNode write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeNode remove(String path) {
        try (Stream<Path> all = Files.walk(root.resolve(path))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(NodeBeat beat) {
        return beat.observations().stream()
                .map(observation -> observation.instance().getServiceName())
                .toList();
    }

    private static String pressure(double percent) {
        return "some avg10=" + percent + " avg60=0.00 avg300=0.00 total=100\n"
                + "full avg10=0.00 avg60=0.00 avg300=0.00 total=10\n";
    }
}
