package io.heaptide.signals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Frames of runtimes and allocators, from {@code plumbing-frames.txt}. */
final class PlumbingFrames {

    private static final String EXACT = "=";
    private static final List<String> LINES = TabTable.lines("plumbing-frames.txt");
    private static final List<String> PREFIXES =
            LINES.stream().filter(line -> !line.startsWith(EXACT)).toList();
    private static final Set<String> WHOLE = LINES.stream()
            .filter(line -> line.startsWith(EXACT))
            .map(line -> line.substring(EXACT.length()))
            .collect(Collectors.toUnmodifiableSet());

    private PlumbingFrames() {}

    static boolean contains(String frame) {
        return WHOLE.contains(frame) || PREFIXES.stream().anyMatch(frame::startsWith);
    }
}
