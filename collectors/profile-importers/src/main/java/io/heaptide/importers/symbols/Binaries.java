package io.heaptide.importers.symbols;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the binaries of a profiled machine and their debug files lie on this one. A debug file is found by its binary's
 * build-id, in the layout of distributions' debug packages; what a binary links to by name, the tools find themselves.
 */
final class Binaries {

    private static final Path OWN_ROOT = Path.of("/");

    /** As below a root, and as in a folder that holds nothing else. */
    private static final List<String> DEBUG_FOLDERS = List.of("usr/lib/debug/.build-id", ".build-id");

    /**
     * A binary as symbol tools need it.
     *
     * @param symbols the file to ask: the debug file, if there is one
     * @param program whose layout says which address an offset has
     */
    record Binary(Path symbols, ElfFile program) {}

    private final List<Path> roots;

    /** @param roots folders that come before this machine's own files */
    Binaries(List<Path> roots) {
        this.roots = roots;
    }

    /**
     * The binary of a module.
     *
     * @param buildId the one that was profiled, if the profile says: no other build will do
     */
    Optional<Binary> find(String module, Optional<String> buildId) throws IOException {
        for (Path file : candidates(module)) {
            ElfFile program = ElfFile.of(file);
            Optional<String> found = program.buildId();
            if (buildId.isEmpty() || found.isEmpty() || found.equals(buildId)) {
                return Optional.of(new Binary(found.flatMap(this::debugFile).orElse(file), program));
            }
        }
        Optional<Path> alone = buildId.flatMap(this::debugFile);
        return alone.isPresent() ? Optional.of(new Binary(alone.get(), ElfFile.of(alone.get()))) : Optional.empty();
    }

    private List<Path> candidates(String module) {
        if (module.isEmpty() || module.indexOf('\0') >= 0) {
            return List.of();
        }
        List<Path> candidates = new ArrayList<>();
        for (Path root : roots) {
            candidates.add(root.resolve(module.replaceFirst("^/+", "")));
            candidates.add(root.resolve(Modules.name(module)));
        }
        if (module.startsWith("/")) { // a path of the profiled machine; [vdso] and the like are no files
            candidates.add(Path.of(module));
        }
        return candidates.stream().filter(Binaries::isReadable).toList();
    }

    /** {@code .build-id/ab/cdef….debug}; a profile may say anything, so nothing but digits becomes a path. */
    private Optional<Path> debugFile(String buildId) {
        if (!buildId.matches("[0-9a-f]{4,128}")) {
            return Optional.empty();
        }
        String name = buildId.substring(0, 2) + "/" + buildId.substring(2) + ".debug";
        List<Path> candidates = new ArrayList<>();
        for (Path root : roots) {
            DEBUG_FOLDERS.forEach(folder -> candidates.add(root.resolve(folder).resolve(name)));
        }
        candidates.add(OWN_ROOT.resolve(DEBUG_FOLDERS.get(0)).resolve(name));
        return candidates.stream().filter(Binaries::isReadable).findFirst();
    }

    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
