package io.heaptide.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The byte that every state written by this module begins with. */
final class FormVersion {

    /** Texts written in full, evidence as it is. */
    static final int FIRST = 1;

    /** Texts by {@link StateWords}, evidence as bytes of its own. */
    private static final int CURRENT = 2;

    private FormVersion() {}

    static void write(DataOutput out) throws IOException {
        out.writeByte(CURRENT);
    }

    /**
     * The form of what follows.
     *
     * @throws IOException if a later build wrote it
     */
    static int check(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < FIRST || version > CURRENT) {
            throw new IOException("form " + version + " is not known to this build, which writes form " + CURRENT
                    + "; do not go back behind the version that wrote it");
        }
        return version;
    }
}
