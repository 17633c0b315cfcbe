package io.heaptide.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child JVM that runs one of the test's programs, with or without the agent. */
final class HostProcess implements AutoCloseable {

    private static final long EXIT_SECONDS = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    private HostProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** A JVM with the shaded agent, configured by environment alone. */
    static HostProcess withAgent(Class<?> program, Map<String, String> environment, String... jvmFlags)
            throws IOException {
        List<String> flags = new ArrayList<>(List.of("-javaagent:" + agentJar()));
        flags.addAll(List.of(jvmFlags));
        return start(program, environment, flags);
    }

    static HostProcess withoutAgent(Class<?> program, String... jvmFlags) throws IOException {
        return withoutAgent(program, Map.of(), jvmFlags);
    }

    static HostProcess withoutAgent(Class<?> program, Map<String, String> environment, String... jvmFlags)
            throws IOException {
        return start(program, environment, List.of(jvmFlags));
    }

    static Path agentJar() {
        return Path.of(System.getProperty("agent.jar"));
    }

    long pid() {
        return process.pid();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** Waits until it has printed something. */
    void awaitOutput(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(EXIT_SECONDS);
        while (!out().contains(text)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("host did not print " + text + " within " + EXIT_SECONDS + " s: " + err());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ends its standard input, which the programs take for the end. */
    void finish() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("host did not exit within " + EXIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }

    private static HostProcess start(Class<?> program, Map<String, String> environment, List<String> jvmFlags)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("agent.host.java.home"), "bin", "java")
                .toString());
        command.add("-Xmx128m");
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", testClasses(), program.getName()));
        Path out = Files.createTempFile("host-", ".out");
        Path err = Files.createTempFile("host-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_") || name.startsWith("HEAPTIDE_"));
        builder.environment().putAll(environment);
        return new HostProcess(builder.start(), out, err);
    }

    private static String testClasses() {
        return HostProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }
}
