package io.heaptide.backtest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets Ctrl-C end the reading, and the process only when what was found is written. */
final class Interruption implements AutoCloseable {
    /** The launcher promises that everything stops within 10 s. */
    private static final long PATIENCE_SECONDS = 9;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "backtest-stop");
    private @Nullable Thread reader = Thread.currentThread();
    private boolean asked;

    /** Of the calling thread's reading. */
    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Asks for the end. */
    synchronized void ask() {
        asked = true;
        if (reader != null) {
            reader.interrupt();
        }
    }

    synchronized boolean isAsked() {
        return asked;
    }

    /** From here on the thread writes, and is not to be disturbed. */
    synchronized void readingIsOver() {
        reader = null;
        if (asked) {
            Thread.interrupted();
        }
    }

    private void end() {
        ask();
        try {
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("backtest: stopped before everything was written");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            assert isAsked() : alreadyStopping; // the hook runs: it was waiting for us
        }
    }
}
