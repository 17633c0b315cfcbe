package io.heaptide.importers.unmanaged;

import io.heaptide.importers.ProfileImporter;
import java.util.List;

/** The importers of this package. */
public final class NativeFormats {

    private NativeFormats() {}

    /** One importer a format. */
    public static List<ProfileImporter> all() {
        return List.of(
                new ValgrindImporter(),
                new MassifImporter(),
                new GperftoolsImporter(),
                new JemallocImporter(),
                new PprofImporter(),
                new MemleakImporter(),
                new StraceImporter());
    }
}
