package io.heaptide.diagnosis.capture;

/** Which processes are HotSpot's. */
final class Jvms {

    private Jvms() {}

    static boolean isJvm(TargetProcess process) {
        return process.moduleNames().contains("libjvm.so");
    }
}
