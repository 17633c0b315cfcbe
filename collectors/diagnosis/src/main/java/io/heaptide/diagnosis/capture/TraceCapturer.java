package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.summary.ProfileFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Any other program: bpftrace watches its {@code malloc} and {@code free} from the kernel. Each call costs the program one
 * to three microseconds meanwhile, which counts for the capture's CPU. Needs root, bpftrace and Linux 4.9 or newer; stacks
 * need frame pointers in the program.
 */
final class TraceCapturer implements Capturer {

    private static final String SCRIPT = "/io/heaptide/importers/unmanaged/memleak.bt";

    /** Live ones at a time: a larger table takes more kernel memory, and what does not fit is not seen. */
    private static final String MAX_LIVE_ALLOCATIONS = "100000";

    @Override
    public String tool() {
        return "bpftrace";
    }

    @Override
    public boolean suits(TargetProcess process) {
        return !process.isJvm();
    }

    @Override
    public Capture capture(TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        Path bpftrace = program();
        Path folder = Files.createTempDirectory("heaptide-trace-");
        Path script = folder.resolve("memleak.bt");
        try {
            Files.writeString(script, script(Allocator.of(process)));
            Duration step = run.bounds().step();
            List<TracedText> told = traced(command(bpftrace, script, process, run.bounds()), process, run);
            Instant start = told.get(0).at().minus(step);
            return Capture.since(start, tool(), read(told, run));
        } finally {
            Files.deleteIfExists(script);
            Files.deleteIfExists(folder);
        }
    }

    /** The script for another library than this machine's own C library; a path may hold blanks. */
    private static String script(String allocator) throws CaptureFailed, IOException {
        if (allocator.indexOf('"') >= 0) {
            throw new CaptureFailed("the path of its allocator has a quotation mark");
        }
        try (InputStream script = Objects.requireNonNull(ProfileImporter.class.getResourceAsStream(SCRIPT))) {
            return new String(script.readAllBytes(), UTF_8).replace("probe:libc:", "probe:\"" + allocator + "\":");
        }
    }

    private static List<String> command(Path bpftrace, Path script, TargetProcess process, CaptureBounds bounds) {
        String pid = Long.toString(process.pid());
        return List.of(
                bpftrace.toString(),
                "-B",
                "line",
                "-p", // or the probes would fire in every process with the same library
                pid,
                script.toString(),
                pid,
                Long.toString(Math.max(1, bounds.step().toSeconds())),
                Integer.toString(bounds.snapshots()));
    }

    private static List<TracedText> traced(List<String> command, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        try (Trace trace = Trace.start(command, Map.of("BPFTRACE_MAP_KEYS_MAX", MAX_LIVE_ALLOCATIONS), process, run)) {
            awaitEnd(trace, run);
            if (trace.told().isEmpty()) {
                throw new CaptureFailed("bpftrace told nothing: " + trace.lastWords());
            }
            return trace.told();
        }
    }

    /** A process that ends in the middle leaves the first snapshots. */
    private static void awaitEnd(Trace trace, CaptureRun run) throws CaptureFailed, IOException, InterruptedException {
        try {
            run.awaits(run.left(), trace::isOver);
        } catch (CaptureFailed failed) {
            if (trace.told().isEmpty()) {
                throw failed;
            }
        }
    }

    private static List<Snapshot> read(List<TracedText> told, CaptureRun run) throws IOException {
        ProfileImporter importer = ProfileFormats.named("memleak").orElseThrow();
        List<Snapshot> snapshots = new ArrayList<>();
        for (TracedText text : told) {
            snapshots.add(new Snapshot(run.read(new ByteArrayInputStream(text.bytes()), importer), text.at()));
        }
        return snapshots;
    }

    private static Path program() throws CaptureFailed {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "bpftrace"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CaptureFailed("it has no profiler of its own, and this node has no bpftrace"));
    }
}
