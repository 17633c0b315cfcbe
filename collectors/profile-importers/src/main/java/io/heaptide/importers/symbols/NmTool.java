package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
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

    /** A function from its first address to the one behind its last. */
    record Symbol(String name, long start, long end) {}

    NmTool(Path program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    @Override
    public Map<Long, List<Frame>> name(Path binary, SortedSet<Long> addresses) throws IOException {
        Map<Long, List<Frame>> named = new HashMap<>();
        read(binary, symbol -> addresses
                .subSet(symbol.start(), symbol.end())
                .forEach(address ->
                        named.putIfAbsent(address, List.of(Frame.named(NativeFunction.named(symbol.name(), ""))))));
        return named;
    }

    /** Where functions are; those of one name that stand in several places, as a file's own functions may, are left out. */
    Map<String, Symbol> functions(Path binary, Set<String> names) throws IOException {
        Map<String, Symbol> functions = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        read(binary, symbol -> {
            if (names.contains(symbol.name())) {
                Symbol other = functions.putIfAbsent(symbol.name(), symbol);
                if (other != null && other.start() != symbol.start()) {
                    ambiguous.add(symbol.name());
                }
            }
        });
        functions.keySet().removeAll(ambiguous);
        return functions;
    }

    private void read(Path binary, Consumer<Symbol> symbols) throws IOException {
        for (String table : List.of("--demangle", "--dynamic")) { // a stripped library still has the latter
            List<String> command = List.of(program.toString(), "-C", "-S", "--defined-only", table, binary.toString());
            ToolRun.run(command, "", timeout, lines -> read(lines, symbols));
        }
    }

    private static void read(BufferedReader lines, Consumer<Symbol> symbols) throws IOException {
        String line = lines.readLine();
        while (line != null) {
            Matcher parts = FUNCTION.matcher(line);
            if (parts.matches()) {
                long start = Long.parseUnsignedLong(parts.group(1), 16);
                long end = start + Long.parseUnsignedLong(parts.group(2), 16);
                if (start >= 0 && end > start) {
                    symbols.accept(new Symbol(withoutVersion(parts.group(3)), start, end));
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
