package io.heaptide.launcher;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What other commands must know of the stack that one launcher process runs: kept as a file under the home directory,
 * readable by its owner only, gone once the stack has stopped.
 *
 * @param supervisorPid the launcher process that runs the stack
 * @param supervisorStartedAt epoch milliseconds of its start: tells it from a later process with the same pid
 */
record RunningStack(
        long supervisorPid,
        long supervisorStartedAt,
        String kafka,
        ClickHouseAccess questions,
        List<RunningPart> parts) {

    /** One part of the stack. {@code probe} is a URL that answers 200 while the part is well, empty if there is none. */
    record RunningPart(String name, String address, long pid, String probe, String log) {}

    // Linux computes a process's start from the boot time, which moves with the clock's corrections
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    RunningStack {
        parts = List.copyOf(parts);
    }

    /** The stack of this home directory, if its supervisor lives. */
    static Optional<RunningStack> find(Path home) {
        Path file = file(home);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            RunningStack stack = JSON.readValue(file.toFile(), RunningStack.class);
            return stack.supervisor().isPresent() ? Optional.of(stack) : Optional.empty();
        } catch (IOException e) {
            throw new Failure(file + " is damaged; delete it if no stack runs there", e);
        }
    }

    /** Fails if a stack of this home directory runs. */
    static void refuseSecond(Path home) {
        find(home).ifPresent(running -> {
            throw new Failure("a stack already runs in " + home + " (pid " + running.supervisorPid() + "): see '"
                    + Invocation.of("status") + "', stop it with '" + Invocation.of("down") + "'");
        });
    }

    void write(Path home) {
        Path file = file(home);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "stack",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": check its permissions and the disk", e);
        }
    }

    static void forget(Path home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new Failure("cannot delete " + file(home), e);
        }
    }

    @JsonIgnore
    Optional<ProcessHandle> supervisor() {
        return ProcessHandle.of(supervisorPid).filter(ProcessHandle::isAlive).filter(this::startedThen);
    }

    private boolean startedThen(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(Instant.ofEpochMilli(supervisorStartedAt), start)
                                .abs()
                                .compareTo(CLOCK_TOLERANCE)
                        <= 0)
                .orElse(false);
    }

    private static Path file(Path home) {
        return home.resolve("run").resolve("stack.json");
    }
}
