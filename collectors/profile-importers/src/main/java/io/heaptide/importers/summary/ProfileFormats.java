package io.heaptide.importers.summary;

import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.jvm.JvmFormats;
import io.heaptide.importers.unmanaged.NativeFormats;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every format that can be read, by name and by how its files begin. */
public final class ProfileFormats {

    private static final List<ProfileImporter> ALL = Stream.of(NativeFormats.all(), JvmFormats.all())
            .flatMap(List::stream)
            .toList();

    private ProfileFormats() {}

    /** The names of all formats. */
    public static List<String> names() {
        return ALL.stream().map(ProfileImporter::format).toList();
    }

    /** The format of a name. */
    public static Optional<ProfileImporter> named(String format) {
        return ALL.stream().filter(importer -> importer.format().equals(format)).findFirst();
    }

    /** The first format that recognises a file. */
    public static Optional<ProfileImporter> recognised(ProfileHead head) {
        return ALL.stream().filter(importer -> importer.recognises(head)).findFirst();
    }
}
