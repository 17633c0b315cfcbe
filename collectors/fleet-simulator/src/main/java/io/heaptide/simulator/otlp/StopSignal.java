package io.heaptide.simulator.otlp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asked for once, by Ctrl-C or at the end; ends every wait at once. */
public final class StopSignal {

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks everybody to stop. */
    public void stop() {
        asked.countDown();
    }

    /** Whether somebody asked to stop. */
    public boolean stopped() {
        return asked.getCount() == 0;
    }

    /** Waits so long, or until somebody asks to stop; an interrupt asks too. */
    public void sleep(Duration time) {
        try {
            boolean unused = asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            stop();
            Thread.currentThread().interrupt();
        }
    }
}
