package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.importers.jvm.JvmFormats;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A JVM with async-profiler loaded into it, where this node has its library: sampled allocations that are still alive. */
final class AsyncProfilerCapturer extends JvmCapturer {

    private static final String LIBRARY = "libasyncProfiler.so";
    private static final String RECORDING = "live.jfr";

    /** Of allocated bytes, a sample: it follows a thousand live ones at a time, so half a gigabyte of new survivors. */
    private static final String INTERVAL = "512k";

    /** Collections are told by the JVM's own recorder, into the same file: what no collection has looked at is not proven alive. */
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.GCHeapSummary"><setting name="enabled">true</setting></event>
            </configuration>
            """;

    private final Path library;

    AsyncProfilerCapturer(Path library) {
        this.library = library;
    }

    @Override
    public String tool() {
        return "async-profiler";
    }

    @Override
    Capture capture(HotSpot jvm, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        try (TargetFolder folder = TargetFolder.in(process)) {
            folder.write(LIBRARY, Files.readAllBytes(library));
            folder.write("settings.jfc", SETTINGS.getBytes(UTF_8));
            String load = "JVMTI.agent_load " + folder.path(LIBRARY) + " ";
            Instant start = run.now();
            done(jvm.run(load + "\"start,event=alloc,live,alloc=" + INTERVAL + ",jfrsync=" + folder.path("settings.jfc")
                    + ",file=" + folder.path(RECORDING) + ",timeout="
                    + run.bounds().deadline().toSeconds() + "\""));
            run.pause(run.bounds().window());
            done(jvm.run(load + "stop")); // its recordings can be read only once they are whole
            Instant at = run.now();
            try (InputStream recording = folder.read(RECORDING, run.bounds().maxFileBytes())) {
                SiteReport report = run.read(recording, JvmFormats.recordingSince(start));
                return Capture.since(start, tool(), List.of(new Snapshot(report, at)));
            }
        }
    }

    /** The command succeeds also where the library does not. */
    private static void done(String answer) throws CaptureFailed {
        if (!answer.contains("return code: 0")) {
            throw new CaptureFailed("JVMTI.agent_load: " + answer.strip());
        }
    }
}
