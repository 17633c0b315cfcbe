package io.heaptide.importers;

import java.util.Map;

/**
 * What a file tells of the binaries that were profiled, as far as its addresses cannot be read without.
 *
 * @param buildIds which builds of modules were profiled, in hexadecimal digits
 * @param atRunTime whether the offset of a named frame is its address in the process, and nothing says where the modules were
 *     loaded; equal addresses that follow each other are one place, into whose last function the others were inlined
 */
public record Provenance(Map<String, String> buildIds, boolean atRunTime) {

    /** Nothing, as most formats. */
    public static final Provenance UNTOLD = new Provenance(Map.of(), false);

    public Provenance {
        buildIds = Map.copyOf(buildIds);
    }
}
