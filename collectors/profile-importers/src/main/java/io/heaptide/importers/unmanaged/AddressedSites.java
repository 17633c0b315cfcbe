package io.heaptide.importers.unmanaged;

import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.importers.TextLines;
import io.heaptide.importers.symbols.AddressSpace;
import java.io.IOException;
import java.util.Optional;

/** A heap profile that lists stacks of addresses first, and then says what was mapped where: tcmalloc's and jemalloc's. */
final class AddressedSites {

    static final String MAPPINGS = "MAPPED_LIBRARIES:";

    private final SiteTable table;
    private final AddressSpace space = new AddressSpace();
    private boolean mapped;

    AddressedSites(ImportPolicy policy) {
        this.table = new SiteTable(policy);
    }

    void add(Site site) {
        if (!site.live().isNone() || !site.allocated().isNone()) {
            table.add(site);
        }
    }

    /** Reads the rest of the file, which says what was mapped. */
    void readMappings(TextLines lines) throws IOException {
        mapped = true;
        String line = lines.nextWhole();
        while (line != null) {
            space.addLine(line);
            line = lines.nextWhole();
        }
    }

    /** The profile, once all was read. */
    HeapProfile profile(String format, TextLines lines, boolean brokenOff) {
        Optional<String> missing = table.missing();
        if (!mapped || lines.isCut() || brokenOff) {
            missing = Optional.of(lines.brokenOff());
        }
        return new HeapProfile(
                format,
                Optional.empty(),
                table.sites().stream().map(space::place).toList(),
                missing);
    }
}
