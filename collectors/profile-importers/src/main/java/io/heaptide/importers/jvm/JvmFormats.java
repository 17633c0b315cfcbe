package io.heaptide.importers.jvm;

import io.heaptide.importers.ProfileImporter;
import java.util.List;

/** The importers of this package. */
public final class JvmFormats {

    private JvmFormats() {}

    /** One importer a format. */
    public static List<ProfileImporter> all() {
        return List.of(new HistogramImporter(), new HprofImporter(), new JfrImporter(), new LeakCanaryImporter());
    }
}
