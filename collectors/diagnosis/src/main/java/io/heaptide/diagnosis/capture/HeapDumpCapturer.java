package io.heaptide.diagnosis.capture;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.summary.ProfileFormats;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A JVM's whole heap, for those who asked for it: the JVM stands still while it writes. What leaves this class is bytes by
 * type and by the fields that keep them; the dump is removed.
 */
final class HeapDumpCapturer extends JvmCapturer {

    @Override
    public String tool() {
        return "heap dump";
    }

    @Override
    Capture capture(HotSpot jvm, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        long resident = TargetProcess.residentBytes(process.pid());
        if (resident > run.bounds().maxDumpBytes()) {
            throw new CaptureFailed(
                    "a dump may have " + run.bounds().maxDumpBytes() + " bytes, the process holds " + resident);
        }
        ProfileImporter importer = ProfileFormats.named("hprof").orElseThrow();
        try (TargetFolder folder = TargetFolder.in(process)) {
            jvm.run("GC.heap_dump " + folder.path("heap.hprof"));
            try (InputStream dump = folder.read("heap.hprof", run.bounds().maxDumpBytes())) {
                return Capture.ofWhole(tool(), List.of(new Snapshot(run.readDump(dump, importer), run.now())));
            }
        }
    }
}
