package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** A program that knows the functions of a binary. */
interface SymbolTool {

    /**
     * The functions at some addresses, as far as it knows them: those that were inlined there, innermost first, and last the
     * one that really is there.
     *
     * @param addresses as the binary's own symbols have them
     */
    Map<Long, List<Frame>> name(Path binary, SortedSet<Long> addresses) throws IOException;
}
