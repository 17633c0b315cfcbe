package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.summary.ProfileFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * A JVM that cannot record, or whose file system cannot be written: its objects by class. With what is garbage, because
 * counting without it takes a full collection, which stops the service for longer.
 */
final class HistogramCapturer extends JvmCapturer {

    @Override
    public String tool() {
        return "class histogram";
    }

    @Override
    Capture capture(HotSpot jvm, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        ProfileImporter importer = ProfileFormats.named("histogram").orElseThrow();
        return Capture.ofWhole(tool(), run.series(number -> {
            byte[] histogram = jvm.run("GC.class_histogram -all").getBytes(UTF_8);
            return new Snapshot(run.read(new ByteArrayInputStream(histogram), importer), run.now());
        }));
    }
}
