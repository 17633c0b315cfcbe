package io.heaptide.diagnosis.capture;

import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.summary.ProfileReader;
import io.heaptide.importers.summary.SiteReport;
import io.heaptide.importers.symbols.SymbolPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One capture as it goes on: its clock, its deadline and how it reads what tools wrote. For one thread. */
final class CaptureRun {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureRun.class);
    private static final Duration NAP = Duration.ofMillis(100);

    private final CaptureBounds bounds;
    private final InstantSource clock;
    private final TargetProcess process;
    private final long deadlineNanos;

    CaptureRun(CaptureBounds bounds, InstantSource clock, TargetProcess process) {
        this.bounds = bounds;
        this.clock = clock;
        this.process = process;
        this.deadlineNanos = System.nanoTime() + bounds.deadline().toNanos();
    }

    /** Whether something has come about. */
    interface Condition {
        boolean holds() throws IOException, CaptureFailed;
    }

    CaptureBounds bounds() {
        return bounds;
    }

    Instant now() {
        return clock.instant();
    }

    /** Until the deadline; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** Takes one snapshot of the process. */
    interface Taker {
        Snapshot take(int number) throws IOException, CaptureFailed, InterruptedException;
    }

    /** Takes the snapshots of the window, as many as can be had: a process that ends in the middle leaves the first ones. */
    List<Snapshot> series(Taker taker) throws IOException, CaptureFailed, InterruptedException {
        List<Snapshot> taken = new ArrayList<>();
        try {
            for (int number = 0; number < bounds.snapshots(); number++) {
                if (number > 0) {
                    pause(bounds.step());
                }
                taken.add(taker.take(number));
            }
        } catch (IOException | CaptureFailed failed) {
            if (taken.isEmpty()) {
                throw failed;
            }
            LOG.info("pid {}: no more than {} snapshots: {}", process.pid(), taken.size(), failed.getMessage());
        }
        return taken;
    }

    /** Lets the service work on for a step of the window. */
    void pause(Duration time) throws CaptureFailed, InterruptedException {
        try {
            awaits(time, () -> false);
        } catch (IOException impossible) {
            throw new CaptureFailed("cannot wait", impossible);
        }
    }

    /** Waits while the process lives; tells whether it has come about within the time. */
    boolean awaits(Duration patience, Condition condition) throws IOException, CaptureFailed, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        boolean held = condition.holds();
        while (!held && System.nanoTime() - end < 0) {
            if (!process.isAlive()) {
                throw new CaptureFailed("the process has ended");
            }
            if (left().isZero()) {
                throw new CaptureFailed("not done within " + bounds.deadline().toSeconds() + " s");
            }
            long rest = Math.max(1, Math.min(NAP.toNanos(), end - System.nanoTime()));
            TimeUnit.NANOSECONDS.sleep(rest);
            held = condition.holds();
        }
        return held;
    }

    /** Reads a profile and names its addresses by the process's own files. */
    SiteReport read(InputStream profile, ProfileImporter importer) throws IOException {
        return read(profile, importer, bounds.maxFileBytes());
    }

    /** Reads a heap dump, which may be as large as the heap. */
    SiteReport readDump(InputStream dump, ProfileImporter importer) throws IOException {
        return read(dump, importer, bounds.maxDumpBytes());
    }

    private SiteReport read(InputStream profile, ProfileImporter importer, long maxBytes) throws IOException {
        ImportPolicy policy = importPolicy(maxBytes);
        SymbolPolicy symbols = SymbolPolicy.of(System.getenv(), List.of(process.root()));
        try (ProfileSource source = ProfileSource.of(profile, policy)) {
            return SiteReport.of(new ProfileReader(policy, Optional.of(symbols)).read(source, Optional.of(importer)));
        }
    }

    private static ImportPolicy importPolicy(long maxBytes) {
        ImportPolicy defaults = ImportPolicy.defaults();
        return new ImportPolicy(defaults.maxSites(), defaults.maxFrames(), defaults.maxTextChars(), maxBytes);
    }
}
