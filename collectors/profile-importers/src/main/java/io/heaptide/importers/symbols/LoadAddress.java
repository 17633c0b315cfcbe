package io.heaptide.importers.symbols;

import java.util.OptionalLong;

/**
 * Where a module was loaded, worked out from addresses in the process that are known to be in certain functions: modules
 * begin at a page, and most functions are shorter than one.
 */
final class LoadAddress {

    private static final long PAGE_BYTES = 4096;

    private long lowest;
    private long highest = Long.MAX_VALUE;

    /** Takes an address within a function, of which symbols say where it is in the file. */
    void take(long address, NmTool.Symbol function) {
        lowest = Math.max(lowest, address - (function.end() - 1));
        highest = Math.min(highest, address - function.start());
    }

    /** The only page that all addresses allow. */
    OptionalLong found() {
        long page = (lowest + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        boolean only = page >= lowest && page <= highest && highest - page < PAGE_BYTES;
        return only ? OptionalLong.of(page) : OptionalLong.empty();
    }
}
