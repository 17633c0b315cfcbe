package io.heaptide.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How the entries of a {@link HeapStore} are written to its changelog. Versioned by the form itself. */
interface StateForm<K, S> {

    void writeKey(K key, DataOutput out) throws IOException;

    K readKey(DataInput in) throws IOException;

    void writeState(S state, DataOutput out) throws IOException;

    S readState(K key, DataInput in) throws IOException;

    /** How many of what is counted a state is made of. */
    default int parts(S state) {
        return 1;
    }
}
