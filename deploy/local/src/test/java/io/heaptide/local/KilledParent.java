package io.heaptide.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Starts an engine from another JVM, kills that JVM with SIGKILL, and returns the engine's process. */
final class KilledParent {
    private KilledParent() {}

    static ProcessHandle startAndKill(String engine, Path directory) throws IOException, InterruptedException {
        Process parent = Jvm.start(ParentProcess.class, engine, directory.toString());
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            long pid = Long.parseLong(String.valueOf(out.readLine()));
            return ProcessHandle.of(pid).orElseThrow();
        } finally {
            parent.destroyForcibly();
            parent.waitFor(60, TimeUnit.SECONDS);
        }
    }
}
