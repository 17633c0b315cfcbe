package io.heaptide.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The byte that every state written by this module begins with. */
final class FormVersion {

    /** The oldest that anything is still kept in. */
    private static final int FIRST = 1;

    /** An instance without its own names, and all of it packed. */
    static final int PACKED = 3;

    private static final int CURRENT = PACKED;

    private FormVersion() {}

    static void write(DataOutput out) throws IOException {
        out.writeByte(CURRENT);
    }

    /** @throws IOException if what follows was written by a later build */
    static void check(DataInput in) throws IOException {
        check(in, FIRST);
    }

    /** @throws IOException if what follows was written by a later build, or before {@code oldest} */
    static void check(DataInput in, int oldest) throws IOException {
        int version = in.readUnsignedByte();
        if (version > CURRENT || version < FIRST) {
            throw new IOException("form " + version + " is not known to this build, which writes form " + CURRENT
                    + "; do not go back behind the version that wrote it");
        }
        if (version < oldest) {
            throw new IOException("form " + version + " is older than " + oldest
                    + ", the oldest that this build reads; reset the application to start without state");
        }
    }
}
