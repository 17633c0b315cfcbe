package io.heaptide.local;

import java.nio.file.Path;

/** A JVM that locks a directory, collects its garbage, says so, and waits to be killed: {@code DIRECTORY}. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws InterruptedException {
        DirectoryLock.hold("toy", new EngineFiles(Path.of(args[0])));
        System.gc(); // a lock whose channel nobody keeps would be lost here
        System.out.println("held");
        Thread.sleep(60_000);
    }
}
