package io.heaptide.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Starts an engine from another JVM, kills that JVM with SIGKILL, and returns the engine's process. */
final class KilledParent {
    private KilledParent() {}

    static ProcessHandle startAndKill(String engine, String mode, Path directory)
            throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentProcess.class.getName(),
                        engine,
                        mode,
                        directory.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            long pid = Long.parseLong(String.valueOf(out.readLine()));
            return ProcessHandle.of(pid).orElseThrow();
        } finally {
            parent.destroyForcibly();
            parent.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
