package io.heaptide.local;

import java.time.Duration;

/** Waits, bounded, until an engine answers; a start that fails takes its process along and tells its last words. */
final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** A question to the engine. */
    interface Probe {
        boolean answers() throws InterruptedException;
    }

    private Readiness() {}

    static void await(EngineProcess process, Duration patience, Probe probe) {
        try {
            poll(process, System.nanoTime() + patience.toNanos(), probe);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw failed(process, "was interrupted while starting");
        } catch (TooLate late) {
            throw failed(process, "did not answer within " + patience.toSeconds() + " s");
        }
    }

    private static void poll(EngineProcess process, long deadline, Probe probe) throws InterruptedException, TooLate {
        while (!probe.answers()) {
            if (!process.isAlive()) {
                throw failed(process, "ended while starting");
            }
            if (System.nanoTime() > deadline) {
                throw new TooLate();
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static LocalEngineException failed(EngineProcess process, String what) {
        process.kill();
        return new LocalEngineException(
                "The " + process.engine() + " " + what + ". Its last lines:\n" + process.lastWords());
    }

    private static final class TooLate extends Exception {}
}
