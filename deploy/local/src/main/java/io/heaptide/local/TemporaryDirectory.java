package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A directory for one test's engine. */
final class TemporaryDirectory {
    private TemporaryDirectory() {}

    static Path create(String engine) {
        try {
            return Files.createTempDirectory("heaptide-" + engine + "-");
        } catch (IOException unusable) {
            throw new UncheckedIOException("Cannot create a temporary directory", unusable);
        }
    }

    /** Deletes the directory again if what should use it fails. */
    static <T> T keptOnlyOnSuccess(Path directory, Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            delete(directory);
            throw failed;
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot delete " + directory, stuck);
        }
    }
}
