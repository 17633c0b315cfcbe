package io.heaptide.importers.symbols;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How addresses get their names.
 *
 * @param searchPath folders of programs such as {@code addr2line}
 * @param roots folders that hold the binaries of the profiled machine, by their path there or by name alone, tried in
 *     order before this machine's own files
 * @param timeout for one binary; reading the debug information of a large one takes seconds
 */
public record SymbolPolicy(List<Path> searchPath, List<Path> roots, Duration timeout) {

    public SymbolPolicy {
        searchPath = List.copyOf(searchPath);
        roots = List.copyOf(roots);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("symbols.timeout must be positive, got " + timeout);
        }
    }

    /** With the programs of an environment. */
    public static SymbolPolicy of(Map<String, String> environment, List<Path> roots) {
        List<Path> path = Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return new SymbolPolicy(path, roots, Duration.ofSeconds(30));
    }
}
