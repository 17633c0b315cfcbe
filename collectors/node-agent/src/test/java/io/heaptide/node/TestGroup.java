package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real cgroup of version 1 for one test, with programs in it; gone with all of them at the end. */
final class TestGroup implements AutoCloseable {

    private static final Path HIERARCHY = Path.of("/sys/fs/cgroup/memory");
    private static final long PATIENCE_SECONDS = 60;

    final String path;
    private final Path directory;
    private final List<Process> programs = new ArrayList<>();

    private TestGroup(String name) throws IOException {
        path = "/heaptide-test-" + ProcessHandle.current().pid() + "/" + name;
        directory = Path.of(HIERARCHY + path);
        Files.createDirectories(directory);
    }

    /** Skips the test on a machine that cannot give one; CI's must. */
    static TestGroup create(String name) throws IOException {
        if (!Files.isWritable(HIERARCHY.resolve("cgroup.procs"))) {
            assertThat(System.getenv("CI"))
                    .as("a writable memory hierarchy at %s is needed where CI runs", HIERARCHY)
                    .isNull();
            Assumptions.abort("no writable memory hierarchy of version 1 at " + HIERARCHY);
        }
        return new TestGroup(name);
    }

    TestGroup limit(long bytes) throws IOException {
        Files.writeString(directory.resolve("memory.limit_in_bytes"), Long.toString(bytes));
        return this;
    }

    /** Runs a program that is in the group from its first instruction on. */
    Process run(Map<String, String> environment, String... command) throws IOException {
        List<String> entering = new ArrayList<>(
                List.of("sh", "-c", "echo $$ > " + directory + "/cgroup.procs && exec \"$@\"", "enter"));
        entering.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(entering).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process program = builder.start();
        programs.add(program);
        return program;
    }

    @Override
    public void close() {
        programs.forEach(program -> program.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
        try {
            remove(directory);
            HIERARCHY
                    .resolve("heaptide-test-" + ProcessHandle.current().pid())
                    .toFile()
                    .delete(); // the last one to go takes it along
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }

    /** A group whose last process has just ended is busy for a moment. */
    private static void remove(Path group) throws InterruptedException {
        for (int attempt = 0; attempt < 500 && !group.toFile().delete(); attempt++) {
            Thread.sleep(20);
        }
        assertThat(group).doesNotExist();
    }
}
