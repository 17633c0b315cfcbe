package io.heaptide.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Work on directories that Heaptide made itself. */
final class Directories {

    private Directories() {}

    /** Deletes the directory with all that is in it; nothing to delete is fine. */
    static void empty(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new Failure("cannot empty " + directory + ": " + e.getMessage(), e);
        }
    }
}
