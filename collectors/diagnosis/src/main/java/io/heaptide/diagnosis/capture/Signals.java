package io.heaptide.diagnosis.capture;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends signals, only to processes that handle them: any other would end. */
final class Signals {

    static final int QUIT = 3;

    private static final long PATIENCE_SECONDS = 5;

    private Signals() {}

    static void send(TargetProcess process, int signal) throws CaptureFailed, IOException, InterruptedException {
        if (!process.handles(signal)) {
            throw new CaptureFailed("the process does not handle signal " + signal + ", which would end it");
        }
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            kill.destroyForcibly();
            throw new CaptureFailed("signal " + signal + " could not be sent");
        }
    }
}
