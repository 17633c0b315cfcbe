package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code nm}: the symbols with their sizes, so that code without a symbol is not taken for its neighbour. */
final class NmTool implements SymbolTool {

    /** Address, size, kind of code, demangled name. */
    private static final Pattern FUNCTION =
            Pattern.compile("([0-9a-f]{16}) ([0-9a-f]{16}) [tTwWiu] (\\S.*)", Pattern.CASE_INSENSITIVE);

    private static final String VERSION = "@";

    private final Path program;
    private final Duration timeout;

    NmTool(Path program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    @Override
    public Map<Long, Frame> name(Path binary, SortedSet<Long> addresses) throws IOException {
        Map<Long, Frame> named = new HashMap<>();
        for (String table : List.of("--demangle", "--dynamic")) { // a stripped library still has the latter
            List<String> command = List.of(program.toString(), "-C", "-S", "--defined-only", table, binary.toString());
            ToolRun.run(command, "", timeout, lines -> read(lines, addresses, named));
        }
        return named;
    }

    private static void read(BufferedReader lines, SortedSet<Long> addresses, Map<Long, Frame> named)
            throws IOException {
        String line = lines.readLine();
        while (line != null) {
            Matcher symbol = FUNCTION.matcher(line);
            if (symbol.matches()) {
                long start = Long.parseUnsignedLong(symbol.group(1), 16);
                long end = start + Long.parseUnsignedLong(symbol.group(2), 16);
                if (start >= 0 && end > start) {
                    Frame frame = Frame.named(withoutVersion(symbol.group(3)));
                    addresses.subSet(start, end).forEach(address -> named.putIfAbsent(address, frame));
                }
            }
            line = lines.readLine();
        }
    }

    private static String withoutVersion(String symbol) {
        int at = symbol.indexOf(VERSION);
        return at > 0 ? symbol.substring(0, at) : symbol;
    }
}
