package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Traces a program from the kernel while it does its work. */
final class KernelTrace {

    private static final String ATTACHED_LAST = ":malloc\n";
    private static final int SECONDS = 6;
    private static final long PATIENCE_SECONDS = 45;

    private KernelTrace() {}

    /** Starts the program, attaches, lets it work, and writes what bpftrace says of it. */
    static void of(Path bpftrace, Path program, Path report) throws IOException, InterruptedException {
        Path script = report.resolveSibling("memleak.bt");
        try (InputStream in = KernelTrace.class.getResourceAsStream("/io/heaptide/importers/unmanaged/memleak.bt")) {
            assertThat(in).isNotNull();
            Files.copy(in, script);
        }
        Process traced = new ProcessBuilder(program.toString(), "wait").start();
        Process tracer = null;
        try {
            tracer = tracer(bpftrace, script, traced.pid(), report);
            awaitAttached(tracer, report);
            OutputStream steps = traced.getOutputStream();
            steps.write('1');
            steps.flush();
            assertThat(tracer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the trace ends: %s", Files.readString(report))
                    .isTrue();
            assertThat(traced.isAlive()).isTrue();
        } finally {
            traced.destroyForcibly();
            if (tracer != null) {
                tracer.destroyForcibly();
            }
        }
    }

    private static Process tracer(Path bpftrace, Path script, long pid, Path report) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        bpftrace.toString(), "-v", script.toString(), Long.toString(pid), Integer.toString(SECONDS))
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        builder.environment().put("BPFTRACE_MAP_KEYS_MAX", "20000");
        return builder.start();
    }

    private static void awaitAttached(Process tracer, Path report) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!attached(report) && tracer.isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Machine.needs(attached(report), "kernel that bpftrace can trace: " + Files.readString(report));
        TimeUnit.MILLISECONDS.sleep(300); // it says so just before it does so
    }

    private static boolean attached(Path report) throws IOException {
        return Files.readString(report)
                .lines()
                .anyMatch(line -> line.startsWith("Attaching uprobe") && line.endsWith(ATTACHED_LAST.strip()));
    }
}
