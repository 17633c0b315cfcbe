package io.heaptide.diagnosis.capture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file that holds the {@code malloc} which a process calls. */
final class Allocator {

    /** In the order in which a loader prefers them: a preloaded allocator hides the C library's. */
    private static final List<Pattern> LIBRARIES = List.of(
            Pattern.compile("lib(jemalloc|tcmalloc|mimalloc)[^/]*\\.so[^/]*"),
            Pattern.compile("libc[.-][^/]*so[^/]*|ld-musl-[^/]*"));

    private Allocator() {}

    /** By its path as this process reaches it; the program itself where it is linked statically. */
    static String of(TargetProcess process) throws IOException {
        for (Pattern library : LIBRARIES) {
            Optional<String> found = process.modules().stream()
                    .filter(module -> library.matcher(module.substring(module.lastIndexOf('/') + 1))
                            .matches())
                    .findFirst();
            if (found.isPresent()) {
                return process.root() + found.get();
            }
        }
        return process.root() + process.program();
    }
}
