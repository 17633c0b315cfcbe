package io.heaptide.importers.summary;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.symbols.SymbolPolicy;
import io.heaptide.importers.symbols.Symboliser;
import java.io.IOException;
import java.util.Optional;

/** Reads profiles of any format and names their native addresses. */
public final class ProfileReader {

    private final ImportPolicy policy;
    private final Optional<Symboliser> symboliser;

    /** A reader that leaves addresses as they are where there is no symbol policy. */
    public ProfileReader(ImportPolicy policy, Optional<SymbolPolicy> symbols) {
        this.policy = policy;
        this.symboliser = symbols.map(Symboliser::new);
    }

    /**
     * Reads one profile.
     *
     * @param importer of its format; empty if the format is to be guessed from its content
     */
    public HeapProfile read(ProfileSource source, Optional<ProfileImporter> importer) throws IOException {
        ProfileImporter reader = importer.isPresent() ? importer.get() : guessed(source);
        HeapProfile profile = reader.read(source, policy);
        return symboliser.isPresent() ? symboliser.get().name(profile) : profile;
    }

    private static ProfileImporter guessed(ProfileSource source) throws IOException {
        return ProfileFormats.recognised(source.head())
                .orElseThrow(() -> new BadProfile(
                        "its format is none of " + ProfileFormats.names() + " as far as its beginning tells"));
    }
}
