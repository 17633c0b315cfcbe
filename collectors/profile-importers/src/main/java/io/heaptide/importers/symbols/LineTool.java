package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * {@code llvm-symbolizer} or {@code addr2line}: both print the address, then function and line for each function inlined
 * there, innermost first. Both find separate debug files by build-id and debug link.
 */
final class LineTool implements SymbolTool {

    private static final String UNKNOWN = "??";
    private static final int MAX_SOURCE_CHARS = 120;

    private final List<String> command;
    private final boolean knowsSizes;
    private final Duration timeout;

    private LineTool(List<String> command, boolean knowsSizes, Duration timeout) {
        this.command = command;
        this.knowsSizes = knowsSizes;
        this.timeout = timeout;
    }

    static LineTool llvmSymbolizer(Path program, Duration timeout) {
        return new LineTool(
                List.of(program.toString(), "--output-style=GNU", "--addresses", "--inlines", "--demangle", "--obj"),
                true,
                timeout);
    }

    /** Where it knows no line, it names the nearest symbol, however far: without a line its answer counts for nothing. */
    static LineTool addr2line(Path program, Duration timeout) {
        return new LineTool(List.of(program.toString(), "-a", "-f", "-i", "-C", "-e"), false, timeout);
    }

    @Override
    public Map<Long, List<Frame>> name(Path binary, SortedSet<Long> addresses) throws IOException {
        List<String> words = new ArrayList<>(command);
        String last = words.remove(words.size() - 1);
        if (last.startsWith("--")) {
            words.add(last + "=" + binary);
        } else {
            words.add(last);
            words.add(binary.toString());
        }
        StringBuilder input = new StringBuilder();
        addresses.forEach(
                address -> input.append("0x").append(Long.toHexString(address)).append('\n'));
        Map<Long, List<Frame>> named = new HashMap<>();
        ToolRun.run(words, input.toString(), timeout, lines -> read(lines, named));
        named.values().removeIf(frames -> !frames.get(frames.size() - 1).isNamed());
        named.replaceAll(
                (address, frames) -> frames.stream().filter(Frame::isNamed).toList());
        return named;
    }

    private void read(BufferedReader lines, Map<Long, List<Frame>> named) throws IOException {
        long address = 0;
        String line = lines.readLine();
        while (line != null) {
            if (line.startsWith("0x")) {
                address = Long.parseUnsignedLong(line.substring(2).strip(), 16);
            } else if (!line.isBlank()) {
                String source = lines.readLine();
                named.computeIfAbsent(address, first -> new ArrayList<>(1))
                        .add(frame(line, source == null ? UNKNOWN : source));
            }
            line = lines.readLine();
        }
    }

    private Frame frame(String function, String place) {
        String source = source(place);
        boolean known = !function.equals(UNKNOWN) && (knowsSizes || !source.isEmpty());
        return Frame.named(known ? NativeFunction.named(function, place) : "", source);
    }

    /** {@code /build/src/cache.c:42 (discriminator 3)} → {@code cache.c:42}. */
    private static String source(String place) {
        int space = place.indexOf(" (discriminator");
        String path = space < 0 ? place : place.substring(0, space);
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean known = !name.startsWith("?") && !name.endsWith(":?") && !name.endsWith(":0");
        return known && name.length() <= MAX_SOURCE_CHARS ? name : "";
    }
}
