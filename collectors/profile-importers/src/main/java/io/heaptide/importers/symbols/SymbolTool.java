package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;

/** A program that knows the functions of a binary. */
interface SymbolTool {

    /**
     * The functions at some addresses, as far as it knows them. Where functions were inlined, the one that really is at the
     * address: what was inlined differs from build to build, and tracers in the kernel cannot see it.
     *
     * @param addresses as the binary's own symbols have them
     */
    Map<Long, Frame> name(Path binary, SortedSet<Long> addresses) throws IOException;
}
