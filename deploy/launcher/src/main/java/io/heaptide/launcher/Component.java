package io.heaptide.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One child process of the stack: started with its own log file, stopped in bounded time. */
final class Component implements AutoCloseable {

    /** Time for an orderly stop before the process is killed. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final int LOG_LINES_SHOWN = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Component(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param environment added to this process's own
     * @param log takes standard output and error; what an earlier run wrote is replaced
     */
    static Component start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            return new Component(name, builder.start(), log);
        } catch (IOException e) {
            throw new Failure("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** Fails with the end of the log if the process has ended. */
    void mustLive() {
        if (!process.isAlive()) {
            throw new Failure(name + " ended with exit code " + process.exitValue() + "; the end of " + log + ":\n"
                    + lastLines());
        }
    }

    private String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Kills the process without warning, as a test of what survives. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops several at once. */
    static void closeAll(Collection<Component> components) {
        CompletableFuture.allOf(components.stream()
                        .map(component -> CompletableFuture.runAsync(component::close))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Asks the process to stop and kills it if it has not within {@code GRACE}. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
