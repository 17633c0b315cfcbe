package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.importers.summary.ProfileFormats;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A program under tcmalloc's heap profiler that dumps when it gets the signal that {@code HEAPPROFILESIGNAL} names. */
final class GperftoolsCapturer implements Capturer {

    private static final String PREFIX = "HEAPPROFILE";
    private static final String SIGNAL = "HEAPPROFILESIGNAL";
    private static final int MAX_SIGNAL = 64;

    /** A signal that finds the profiler at work is lost, and a program that allocates much keeps it at work: asked again. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int ATTEMPTS = 40;

    @Override
    public String tool() {
        return "gperftools";
    }

    @Override
    public boolean suits(TargetProcess process) {
        return process.environmentBytes(PREFIX).filter(path -> path.length > 0).isPresent()
                && process.environment(SIGNAL).orElse("").matches("\\d{1,2}");
    }

    /** Once it has read its variable, gperftools marks it in place, by the highest bit of the first byte, for its children to see. */
    private static String prefix(TargetProcess process) {
        byte[] path = process.environmentBytes(PREFIX).orElseThrow();
        path[0] &= Byte.MAX_VALUE;
        return new String(path, UTF_8);
    }

    @Override
    public Capture capture(TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        int signal = Integer.parseInt(process.environment(SIGNAL).orElseThrow());
        if (signal < 1 || signal > MAX_SIGNAL) {
            throw new CaptureFailed(SIGNAL + "=" + signal + " is no signal");
        }
        DumpFiles files = DumpFiles.of(process, prefix(process) + ".");
        DumpSequence dumps =
                new DumpSequence(files, ProfileFormats.named("gperftools").orElseThrow(), run);
        return Capture.ofWhole(tool(), run.series(number -> {
            dumps.skipPresent();
            Optional<Snapshot> dump = Optional.empty();
            for (int attempt = 0; attempt < ATTEMPTS && dump.isEmpty(); attempt++) {
                Signals.send(process, signal);
                dump = dumps.next(PATIENCE);
            }
            return dump.orElseThrow(
                    () -> new CaptureFailed("it wrote no profile after " + ATTEMPTS + " times signal " + signal));
        }));
    }
}
