package io.heaptide.diagnosis.capture;

import io.heaptide.diagnosis.capture.DumpFiles.Dump;
import io.heaptide.importers.ProfileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The profiles that a process writes during a capture, each read once it has stopped growing. */
final class DumpSequence {

    /** What is older tells of another time. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    /** Without growing for so long, a file is whole. */
    private static final Duration SETTLING = Duration.ofMillis(200);

    private final DumpFiles files;
    private final ProfileImporter importer;
    private final CaptureRun run;
    private Instant newest;

    DumpSequence(DumpFiles files, ProfileImporter importer, CaptureRun run) {
        this.files = files;
        this.importer = importer;
        this.run = run;
        this.newest = run.now().minus(RECENT);
    }

    /** Forgets what lies there already. */
    void skipPresent() throws IOException {
        newest = files.newestAfter(newest).map(Dump::at).orElse(newest);
    }

    /** Waits for one more; empty if none came. */
    Optional<Snapshot> next(Duration patience) throws CaptureFailed, IOException, InterruptedException {
        run.awaits(patience, () -> files.newestAfter(newest).isPresent());
        Optional<Dump> came = files.newestAfter(newest);
        return came.isPresent() ? Optional.of(read(whole(came.get()))) : Optional.empty();
    }

    private Dump whole(Dump dump) throws CaptureFailed, IOException, InterruptedException {
        Dump before = dump;
        run.pause(SETTLING);
        Dump now = DumpFiles.again(dump);
        while (!now.equals(before)) {
            before = now;
            run.pause(SETTLING);
            now = DumpFiles.again(dump);
        }
        return now;
    }

    private Snapshot read(Dump dump) throws CaptureFailed, IOException {
        newest = dump.at();
        if (dump.bytes() > run.bounds().maxFileBytes()) {
            throw new CaptureFailed("the process's profile has " + dump.bytes() + " bytes, expected are up to "
                    + run.bounds().maxFileBytes());
        }
        try (InputStream profile = DumpFiles.open(dump)) {
            return new Snapshot(run.read(profile, importer), dump.at());
        }
    }
}
