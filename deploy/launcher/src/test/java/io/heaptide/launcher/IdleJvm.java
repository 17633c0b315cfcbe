package io.heaptide.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that does nothing until its standard input ends. */
final class IdleJvm implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;

    private IdleJvm(Process process) {
        this.process = process;
    }

    /** What the child runs. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(READY);
        if (System.in.read() >= 0) {
            throw new IllegalStateException("nobody was to write");
        }
    }

    /** Started, and far enough to be attached to. */
    static IdleJvm start(String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.addAll(List.of(flags));
        String classes = IdleJvm.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        command.addAll(List.of("-cp", classes, IdleJvm.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        if (!READY.equals(output.readLine())) {
            throw new IOException(
                    "the child JVM ended with " + process.toHandle().info());
        }
        return new IdleJvm(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
