package io.heaptide.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees laid out as the kernel and the container runtimes lay them out. */
final class CgroupLimitTest {

    @TempDir
    private Path root;

    @Test
    void readsItsOwnGroupInVersion2() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "268435456\n");

        assertThat(new CgroupLimit(root).bytes()).hasValue(268_435_456);
    }

    @Test
    void takesTheTightestLimitAmongItsAncestors() throws IOException {
        write("proc/self/cgroup", "0::/kubepods/pod1/container1\n");
        write("sys/fs/cgroup/kubepods/memory.max", "max\n");
        write("sys/fs/cgroup/kubepods/pod1/memory.max", "300000000\n");
        write("sys/fs/cgroup/kubepods/pod1/container1/memory.max", "500000000\n");

        assertThat(new CgroupLimit(root).bytes()).hasValue(300_000_000);
    }

    @Test
    void takesWhatTheKernelCallsEffectiveInsideANamespace() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.max.effective", "400000000\n");

        assertThat(new CgroupLimit(root).bytes()).hasValue(400_000_000);
    }

    @Test
    void isAbsentWhereVersion2SaysMax() throws IOException {
        write("proc/self/cgroup", "0::/user.slice\n");
        write("sys/fs/cgroup/user.slice/memory.max", "max\n");

        assertThat(new CgroupLimit(root).bytes()).isEmpty();
    }

    @Test
    void readsTheMemoryControllerOfVersion1() throws IOException {
        write("proc/self/cgroup", "11:cpu,cpuacct:/x\n5:memory:/docker/abc\n0::/ignored\n");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "134217728\n");

        assertThat(new CgroupLimit(root).bytes()).hasValue(134_217_728);
    }

    @Test
    void readsTheMountsRootWhereAContainerCannotSeeItsPath() throws IOException {
        write("proc/self/cgroup", "5:memory:/docker/abc\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n");

        assertThat(new CgroupLimit(root).bytes()).hasValue(134_217_728);
    }

    @Test
    void isAbsentWhereVersion1SaysItsLargestNumber() throws IOException {
        write("proc/self/cgroup", "5:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(new CgroupLimit(root).bytes()).isEmpty();
    }

    @Test
    void isAbsentWithoutControlGroups() {
        assertThat(new CgroupLimit(root).bytes()).isEmpty();
    }

    @Test
    void neverReadsOutsideTheMount() throws IOException {
        write("proc/self/cgroup", "0::/../../../outside\n");
        write("outside/memory.max", "1\n");

        assertThat(new CgroupLimit(root).bytes()).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
