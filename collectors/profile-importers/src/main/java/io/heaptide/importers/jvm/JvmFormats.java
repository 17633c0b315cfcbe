package io.heaptide.importers.jvm;

import io.heaptide.importers.ProfileImporter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The importers of this package. */
public final class JvmFormats {

    private JvmFormats() {}

    /** One importer a format. */
    public static List<ProfileImporter> all() {
        return List.of(new HistogramImporter(), new HprofImporter(), new JfrImporter(), new LeakCanaryImporter());
    }

    /**
     * Recordings of which only what was allocated since an instant counts, as growth since then: a recording that began
     * late samples nothing older, and its few samples cannot stand for the whole heap.
     */
    public static ProfileImporter recordingSince(Instant start) {
        return new JfrImporter(Optional.of(start));
    }
}
