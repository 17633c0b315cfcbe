package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One directory, one engine: its process holds a lock there, which the kernel takes back however the process ends. */
final class DirectoryLock {
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>(); // a collected channel frees its lock

    private DirectoryLock() {}

    /** In the engine's process: takes the lock until the process ends. */
    static void hold(String engine, EngineFiles files) {
        try {
            FileChannel channel = open(files);
            if (channel.tryLock() == null) {
                throw taken(engine, files);
            }
            HELD.add(channel);
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot lock " + files.directory(), unusable);
        }
    }

    /** In the process that wants to start an engine: says who is there already. */
    static synchronized void refuseSecond(String engine, EngineFiles files) {
        try (FileChannel channel = open(files)) {
            if (channel.tryLock() == null) {
                throw taken(engine, files);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot lock " + files.directory(), unusable);
        }
    }

    private static FileChannel open(EngineFiles files) throws IOException {
        return FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static LocalEngineException taken(String engine, EngineFiles files) throws IOException {
        return new LocalEngineException("A " + engine + " already runs in " + files.directory() + " (pid "
                + Files.readString(files.lock()) + "). Use it, stop it first, or choose another directory.");
    }
}
