package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Valgrind's massif: its last snapshot that says where memory was allocated. That one is nearest to the end, where what
 * leaked is still there and what was only in use no longer is.
 */
final class MassifImporter implements ProfileImporter {

    private static final String DESCRIPTION = "desc:";
    private static final String SNAPSHOT = "snapshot=";
    private static final String TREE = "heap_tree=";

    @Override
    public String format() {
        return "massif";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith(DESCRIPTION) && head.contains("\ncmd:");
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        String line = lines.nextWhole();
        if (line == null || !line.startsWith(DESCRIPTION)) {
            throw BadProfile.atLine(1, "no '" + DESCRIPTION + "'");
        }
        List<Site> sites = List.of();
        Optional<String> missing = Optional.of("no snapshot says where memory was allocated");
        while (line != null) {
            if (line.startsWith(TREE) && !line.endsWith("=empty")) {
                MassifTree tree = new MassifTree(policy);
                boolean whole = tree.read(lines);
                if (whole || sites.isEmpty()) {
                    sites = tree.sites();
                    missing = tree.missing();
                }
            } else if (!isKnown(line)) {
                throw lines.bad("no part of a snapshot: " + BadProfile.quoted(line));
            }
            line = lines.nextWhole();
        }
        boolean cut = lines.isCut() || source.isBrokenOff();
        return new HeapProfile(format(), Optional.empty(), sites, cut ? Optional.of(lines.brokenOff()) : missing);
    }

    private static boolean isKnown(String line) {
        return line.isBlank()
                || line.startsWith("#")
                || line.startsWith(SNAPSHOT)
                || line.startsWith(TREE)
                || line.startsWith("time")
                || line.startsWith("mem_")
                || line.startsWith(DESCRIPTION)
                || line.startsWith("cmd:");
    }
}
