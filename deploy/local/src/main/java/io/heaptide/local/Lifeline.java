package io.heaptide.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ties a child to its parent: the parent holds the other end of the child's standard input, so its death, however
 * sudden, is an end of file here, and the child stops by itself.
 */
final class Lifeline {
    private static final Duration GRACE = Duration.ofSeconds(9);

    private Lifeline() {}

    /** Runs {@code stop} once the parent is gone, and ends the process the hard way if that takes too long. */
    static void watch(InputStream parent, Runnable stop) {
        daemon("lifeline", () -> {
            awaitEnd(parent);
            daemon("deadline", Lifeline::haltAfterGrace);
            stop.run();
        });
    }

    private static void awaitEnd(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            System.err.println("lifeline broken: " + broken.getMessage());
        }
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        System.err.println("did not stop within " + GRACE.toSeconds() + " s, halting");
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
