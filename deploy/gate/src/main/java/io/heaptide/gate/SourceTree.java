package io.heaptide.gate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a project, by which a frame's place is found. Tools name a file without its directory, or with that of
 * another machine; a class names its file only by its own name.
 */
public final class SourceTree {

    /** A project without any files known. */
    public static final SourceTree EMPTY = new SourceTree(Map.of());

    /** Larger trees are read in part: places are a convenience, never the verdict. */
    private static final int MAX_FILES = 500_000;

    private static final Set<String> BUILT = Set.of("target", "build", "node_modules", "bazel-out");
    private static final Pattern WITH_LINE = Pattern.compile(".* \\(([^()]+):(\\d{1,7})\\)");
    private static final Pattern METHOD =
            Pattern.compile("((?:[\\p{L}_][\\w]*\\.)*[\\p{L}_][\\w]*)(?:\\$[^.]*)?\\.[^.\\s]+");
    private static final List<String> CLASS_FILES = List.of(".java", ".kt", ".scala", ".groovy");

    private final Map<String, List<String>> pathsByName;

    private SourceTree(Map<String, List<String>> pathsByName) {
        this.pathsByName = pathsByName;
    }

    /** The files below a folder but those that are hidden or built. */
    public static SourceTree of(Path root) throws IOException {
        Map<String, List<String>> paths = new HashMap<>();
        Files.walkFileTree(root, new Collector(root, paths));
        return new SourceTree(paths);
    }

    /** Where a frame stands, written as {@code order_cache_put (cache.c:42)} or {@code com.acme.OrderCache.put}. */
    public Optional<SourcePlace> place(String frame) {
        Matcher line = WITH_LINE.matcher(frame);
        if (line.matches()) {
            String name = line.group(1).substring(line.group(1).lastIndexOf('/') + 1);
            return Optional.of(
                    new SourcePlace(shortest(name, "").orElse(name), Math.max(1, Integer.parseInt(line.group(2)))));
        }
        Matcher method = METHOD.matcher(frame);
        return method.matches() ? classFile(method.group(1)).map(path -> new SourcePlace(path, 1)) : Optional.empty();
    }

    private Optional<String> classFile(String className) {
        String path = className.replace('.', '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        return CLASS_FILES.stream()
                .flatMap(suffix -> shortest(name + suffix, path + suffix).stream())
                .findFirst();
    }

    private Optional<String> shortest(String name, String end) {
        return pathsByName.getOrDefault(name, List.of()).stream()
                .filter(path -> path.endsWith(end))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** Gathers paths; what cannot be read is left out. */
    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Map<String, List<String>> paths;
        private int files;

        Collector(Path root, Map<String, List<String>> paths) {
            this.root = root;
            this.paths = paths;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped = !folder.equals(root) && (name.startsWith(".") || BUILT.contains(name));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace('\\', '/');
            paths.computeIfAbsent(String.valueOf(file.getFileName()), name -> new ArrayList<>())
                    .add(path);
            files++;
            return files < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }
    }
}
