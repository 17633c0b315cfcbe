package io.heaptide.importers.unmanaged;

import io.heaptide.importers.ProfileImporter;
import java.util.List;

/** The importers of this package. */
public final class NativeFormats {

    private NativeFormats() {}

    /** Memcheck's file without what may be lost or was only never freed: each of its bytes is a leak. */
    public static ProfileImporter definiteLosses() {
        return new ValgrindImporter(LeakRecords.DEFINITE);
    }

    /** One importer a format. */
    public static List<ProfileImporter> all() {
        return List.of(
                new ValgrindImporter(LeakRecords.ALL),
                new MassifImporter(),
                new GperftoolsImporter(),
                new JemallocImporter(),
                new PprofImporter(),
                new MemleakImporter(),
                new StraceImporter());
    }
}
