package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real cgroup with a limit of memory, for one program; of whichever version this machine has. */
final class LimitedGroup implements AutoCloseable {

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;

    private LimitedGroup(Path directory) {
        this.directory = directory;
    }

    /** Skips the test on a machine that cannot give one; CI's must. */
    static LimitedGroup create(String name, long bytes) throws IOException {
        boolean first = Files.isDirectory(VERSION_1);
        Path hierarchy = first ? VERSION_1 : VERSION_2;
        if (!Files.isWritable(hierarchy.resolve("cgroup.procs"))) {
            assertThat(System.getenv("CI"))
                    .as("a writable memory hierarchy at %s is needed where CI runs", hierarchy)
                    .isNull();
            Assumptions.abort("no writable memory hierarchy at " + hierarchy);
        }
        Path directory =
                hierarchy.resolve("heaptide-test-" + ProcessHandle.current().pid() + "-" + name);
        Files.createDirectory(directory);
        Files.writeString(directory.resolve(first ? "memory.limit_in_bytes" : "memory.max"), Long.toString(bytes));
        return new LimitedGroup(directory);
    }

    /** The command that is in the group from its first instruction on. */
    List<String> enteredBy(List<String> command) {
        List<String> entering = new ArrayList<>(
                List.of("sh", "-c", "echo $$ > " + directory + "/cgroup.procs && exec \"$@\"", "enter"));
        entering.addAll(command);
        return entering;
    }

    /** A group whose last process has just ended is busy for a moment. */
    @Override
    public void close() {
        assertThat(Waiting.until(() -> directory.toFile().delete(), PATIENCE))
                .as("%s is removed", directory)
                .isTrue();
    }
}
