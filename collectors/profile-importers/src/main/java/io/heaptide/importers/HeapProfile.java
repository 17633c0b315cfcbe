package io.heaptide.importers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One profile as its file tells it.
 *
 * @param format by which importer
 * @param takenAt when the live amounts held, if the file says
 * @param sites each stack, or each type, once
 * @param missing why it is only a part, such as {@code the file ends at line 12}; empty if it is whole
 * @param provenance of the addresses in it
 */
public record HeapProfile(
        String format, Optional<Instant> takenAt, List<Site> sites, Optional<String> missing, Provenance provenance) {

    public HeapProfile {
        sites = List.copyOf(sites);
    }

    /** A profile whose addresses say all. */
    public HeapProfile(String format, Optional<Instant> takenAt, List<Site> sites, Optional<String> missing) {
        this(format, takenAt, sites, missing, Provenance.UNTOLD);
    }

    /** The same profile with other sites. */
    public HeapProfile withSites(List<Site> others) {
        return new HeapProfile(format, takenAt, others, missing, provenance);
    }
}
