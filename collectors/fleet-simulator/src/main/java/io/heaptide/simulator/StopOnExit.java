package io.heaptide.simulator;

import io.heaptide.simulator.otlp.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While open, lets Ctrl-C and SIGTERM ask for a stop and wait until the work is really done. */
final class StopOnExit implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);
    private final StopSignal signal;
    private final Thread hook;

    private StopOnExit(StopSignal stop, Duration patience) {
        this.signal = stop;
        this.hook = new Thread(() -> stopAndWait(stop, patience), "stop-on-exit");
    }

    static StopOnExit register(StopSignal stop, Duration patience) {
        StopOnExit registered = new StopOnExit(stop, patience);
        Runtime.getRuntime().addShutdownHook(registered.hook);
        return registered;
    }

    /** What is raised when the process is asked to exit. */
    StopSignal signal() {
        return signal;
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            return; // the hook is what brought us here, and has just been told that the work is done
        }
    }

    private void stopAndWait(StopSignal stop, Duration patience) {
        stop.stop();
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("fleet-simulator: stopped before the receiver had taken everything");
            }
        } catch (InterruptedException exiting) {
            Thread.currentThread().interrupt();
        }
    }
}
