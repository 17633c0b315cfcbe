package io.heaptide.diagnosis.capture;

import java.io.IOException;

/** Looks into HotSpot JVMs, by asking the JVM itself. */
abstract class JvmCapturer implements Capturer {

    @Override
    public final boolean suits(TargetProcess process) {
        return process.isJvm();
    }

    @Override
    public final Capture capture(TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException {
        return capture(new HotSpot(process, run), process, run);
    }

    abstract Capture capture(HotSpot jvm, TargetProcess process, CaptureRun run)
            throws CaptureFailed, IOException, InterruptedException;
}
