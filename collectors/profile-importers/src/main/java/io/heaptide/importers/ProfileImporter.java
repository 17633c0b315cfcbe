package io.heaptide.importers;

import java.io.IOException;

/**
 * Reads one heap-profile format. Implementations keep no state between profiles.
 *
 * <p>What they read may be cut off anywhere, or hostile: they take it as a stream, in memory bounded by the {@link
 * ImportPolicy}. Where a file only breaks off, what was read is the profile, marked as partial; where it cannot be what
 * it claims to be, {@link BadProfile} says what is wrong and where.
 */
public interface ProfileImporter {

    /** The name by which a user asks for the format. */
    String format();

    /** Whether a file that begins like this is of this format; guesses by what no other format has. */
    boolean recognises(ProfileHead head);

    /**
     * Reads the profile: unsampled, one entry a stack or finer.
     *
     * @throws BadProfile if it is none of this format
     */
    HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException;
}
