package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.jvm.JvmFormats;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JVM that has Flight Recorder: what is allocated while it watches, and what of it collections leave alive. */
final class RecordingCapturer extends JvmCapturer {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingCapturer.class);
    private static final String NAME = "heaptide-diagnosis";

    /** Only what sites are made of; a profile of the JDK's own records a hundred other events. */
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.OldObjectSample">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="cutoff">0 ns</setting>
              </event>
              <event name="jdk.ObjectAllocationSample">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">true</setting>
                <setting name="throttle">150/s</setting>
              </event>
              <event name="jdk.GCHeapSummary"><setting name="enabled">true</setting></event>
              <event name="jdk.ZYoungGarbageCollection"><setting name="enabled">true</setting></event>
              <event name="jdk.ZOldGarbageCollection"><setting name="enabled">true</setting></event>
            </configuration>
            """;

    /** Longer than any capture: should this process die meanwhile, the recording ends by itself. */
    private static final Duration SPARE = Duration.ofSeconds(30);

    @Override
    public String tool() {
        return "JFR";
    }

    @Override
    Capture capture(HotSpot jvm, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        try (TargetFolder folder = TargetFolder.in(process)) {
            folder.write("settings.jfc", SETTINGS.getBytes(UTF_8));
            Instant start = run.now();
            started(jvm.run(
                    "JFR.start name=" + NAME + " settings=" + folder.path("settings.jfc") + " disk=true maxsize="
                            + run.bounds().maxFileBytes() + " duration="
                            + run.bounds().deadline().plus(SPARE).toSeconds() + "s filename="
                            + folder.path("rest.jfr"))); // or newer JVMs leave it where they work
            try {
                return Capture.since(start, tool(), snapshots(jvm, folder, run, JvmFormats.recordingSince(start)));
            } finally {
                stop(jvm, process);
            }
        }
    }

    private static List<Snapshot> snapshots(HotSpot jvm, TargetFolder folder, CaptureRun run, ProfileImporter importer)
            throws CaptureFailed, IOException, InterruptedException {
        run.pause(run.bounds().step());
        return run.series(number -> {
            String file = number + ".jfr";
            jvm.run("JFR.dump name=" + NAME + " filename=" + folder.path(file));
            Instant at = run.now();
            try (InputStream recording = folder.read(file, run.bounds().maxFileBytes())) {
                return new Snapshot(run.read(recording, importer), at);
            }
        });
    }

    private static void stop(HotSpot jvm, TargetProcess process) throws InterruptedException {
        try {
            jvm.run("JFR.stop name=" + NAME);
        } catch (CaptureFailed | IOException failed) { // it ends by itself, as it was told
            LOG.info("pid {}: the recording could not be stopped: {}", process.pid(), failed.getMessage());
        }
    }

    /** The command succeeds also where it could not start. */
    private static void started(String answer) throws CaptureFailed {
        if (!answer.contains("Started recording")) {
            throw new CaptureFailed(
                    "JFR.start: " + answer.strip().lines().findFirst().orElse("failed"));
        }
    }
}
