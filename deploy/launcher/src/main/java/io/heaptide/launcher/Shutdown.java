package io.heaptide.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes what was opened, last first and once, at the end of a command or at Ctrl-C, whichever comes first. */
final class Shutdown implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Terminal terminal;

    Shutdown(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
    }

    <T extends AutoCloseable> T closing(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Whether the end has begun: what dies from now on dies because it was asked to. */
    boolean begun() {
        return begun.get();
    }

    @Override
    public void close() {
        begun.set(true);
        synchronized (open) {
            if (open.isEmpty()) {
                return;
            }
            terminal.passing("  stopping …");
            while (!open.isEmpty()) {
                closeQuietly(open.pop());
            }
            terminal.passing("");
        }
    }

    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) { // the rest must still be stopped
            terminal.line("  could not stop " + resource + ": " + e.getMessage());
        }
    }
}
