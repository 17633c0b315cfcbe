package io.heaptide.diagnosis;

import io.heaptide.diagnosis.capture.CaptureFailed;
import io.heaptide.diagnosis.capture.CaptureKind;
import io.heaptide.schemas.InstanceRef;
import java.util.List;

/** Looks into an instance and publishes what it finds. */
@FunctionalInterface
interface Capturing {

    /**
     * Looks once.
     *
     * @param pids the instance's processes; the one that holds most is looked into
     * @return what was found, for people
     * @throws CaptureFailed if nothing could be found; says why
     */
    String look(InstanceRef instance, List<Long> pids, CaptureKind kind) throws CaptureFailed, InterruptedException;
}
