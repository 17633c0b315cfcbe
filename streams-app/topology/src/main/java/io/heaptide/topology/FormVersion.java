package io.heaptide.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The byte that every state written by this module begins with. */
final class FormVersion {

    private static final byte CURRENT = 1;

    private FormVersion() {}

    static void write(DataOutput out) throws IOException {
        out.writeByte(CURRENT);
    }

    /** @throws IOException if a later build wrote what follows */
    static void check(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != CURRENT) {
            throw new IOException("form " + version + " is not known to this build, which writes form " + CURRENT
                    + "; do not go back behind the version that wrote it");
        }
    }
}
