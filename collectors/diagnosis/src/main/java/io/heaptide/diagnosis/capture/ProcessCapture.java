package io.heaptide.diagnosis.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into processes of this node, each by the first tool that suits it and succeeds. */
public final class ProcessCapture {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessCapture.class);

    private final CaptureBounds bounds;
    private final InstantSource clock;
    private final Optional<Path> asyncProfiler;

    /**
     * With what this node has.
     *
     * @param asyncProfiler its library, if JVMs are to be looked into by it
     */
    public ProcessCapture(CaptureBounds bounds, InstantSource clock, Optional<Path> asyncProfiler) {
        this.bounds = bounds;
        this.clock = clock;
        this.asyncProfiler = asyncProfiler;
    }

    /** Those that may serve, the best first. */
    private List<Capturer> capturers(CaptureKind kind) {
        if (kind == CaptureKind.HEAP_DUMP) {
            return List.of(new HeapDumpCapturer());
        }
        List<Capturer> capturers = new ArrayList<>();
        if (kind == CaptureKind.GROWTH) {
            asyncProfiler.map(AsyncProfilerCapturer::new).ifPresent(capturers::add);
            capturers.add(new RecordingCapturer());
        }
        capturers.addAll(List.of(
                new HistogramCapturer(), new PprofCapturer(), new JemallocCapturer(), new GperftoolsCapturer()));
        if (kind == CaptureKind.GROWTH) {
            capturers.add(new TraceCapturer());
        }
        return List.copyOf(capturers);
    }

    /**
     * Looks into the process that holds most.
     *
     * @throws CaptureFailed if no tool could; says what each of them says
     */
    public Capture of(List<Long> pids, CaptureKind kind) throws CaptureFailed, InterruptedException {
        long pid = pids.stream()
                .max(Comparator.comparingLong(TargetProcess::residentBytes))
                .orElseThrow(() -> new CaptureFailed("it has no process any more"));
        TargetProcess process = process(pid);
        List<Capturer> suiting = capturers(kind).stream()
                .filter(capturer -> capturer.suits(process))
                .toList();
        return first(suiting, new CaptureRun(bounds.of(kind), clock, process), process);
    }

    /** A slow failure leaves the next one less time, so that they keep the bounds together. */
    private static Capture first(List<Capturer> suiting, CaptureRun run, TargetProcess process)
            throws CaptureFailed, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Capturer capturer : suiting) {
            try {
                return capturer.capture(process, run);
            } catch (CaptureFailed | IOException failed) {
                LOG.info("pid {}: {} failed", process.pid(), capturer.tool(), failed);
                failures.add(capturer.tool() + ": " + failed.getMessage());
            }
        }
        throw new CaptureFailed(failures.isEmpty() ? "no tool suits it" : String.join("; ", failures));
    }

    private static TargetProcess process(long pid) throws CaptureFailed {
        try {
            return TargetProcess.of(pid);
        } catch (IOException unreadable) {
            throw new CaptureFailed("process " + pid + " cannot be read", unreadable);
        }
    }
}
