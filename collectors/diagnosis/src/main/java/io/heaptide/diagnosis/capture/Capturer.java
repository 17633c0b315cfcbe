package io.heaptide.diagnosis.capture;

import java.io.IOException;

/** One way to look into a process without stopping it. Implementations keep no state between captures. */
interface Capturer {

    /** As people know it. */
    String tool();

    /** Whether the process is one that it can look into, as far as can be told from outside. */
    boolean suits(TargetProcess process);

    /**
     * Looks, and leaves no trace: files are removed and what was started in the process is stopped, also on failure.
     *
     * @throws CaptureFailed if the process refuses, ends, or would cost more than it may
     */
    Capture capture(TargetProcess process, CaptureRun run) throws CaptureFailed, IOException, InterruptedException;
}
