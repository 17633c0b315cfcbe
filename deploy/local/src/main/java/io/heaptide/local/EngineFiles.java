package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one engine keeps its things: data, configuration, logs and the lock of its process. */
record EngineFiles(Path directory) {
    EngineFiles {
        directory = directory.toAbsolutePath().normalize();
    }

    static EngineFiles createdIn(Path directory) {
        EngineFiles files = new EngineFiles(directory);
        try {
            Files.createDirectories(files.data());
            Files.createDirectories(files.settings());
            Files.createDirectories(files.logs());
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot use " + directory + " as an engine's directory", unusable);
        }
        return files;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path settings() {
        return directory.resolve("settings");
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /** What the engine logs. */
    Path log() {
        return logs().resolve("engine.log");
    }

    /** What its process prints: JVM errors, and an engine's last words before its log is open. */
    Path console() {
        return logs().resolve("console.log");
    }

    /** What the engine's process holds while it lives. */
    Path lock() {
        return directory.resolve("lock");
    }
}
