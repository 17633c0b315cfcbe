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
 */
public record HeapProfile(String format, Optional<Instant> takenAt, List<Site> sites, Optional<String> missing) {

    public HeapProfile {
        sites = List.copyOf(sites);
    }
}
