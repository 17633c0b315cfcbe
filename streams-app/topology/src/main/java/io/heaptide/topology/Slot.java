package io.heaptide.topology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of a {@link HeapStore}: restored bytes until somebody asks for the state, then the state itself. */
final class Slot<K, S> {

    private final K key;
    private final HeapStore<K, S> store;
    private @Nullable S state;
    private byte @Nullable [] frozen;
    private int bytes;
    private int parts;
    private boolean dirty;
    private boolean logged;
    private boolean removed;

    Slot(HeapStore<K, S> store, K key, @Nullable S state, byte @Nullable [] frozen) {
        this.store = store;
        this.key = key;
        this.state = state;
        this.frozen = frozen;
        this.logged = frozen != null;
        this.bytes = frozen == null ? 0 : frozen.length;
    }

    K key() {
        return key;
    }

    /** The live state; whoever changes it says so by {@link #changed()}. */
    S state() {
        S live = state;
        if (live == null) {
            live = store.thawed(key, Objects.requireNonNull(frozen));
            state = live;
            frozen = null;
            store.recount(this);
        }
        return live;
    }

    /** Replaces the state. */
    void replace(S next) {
        state = next;
        frozen = null;
        changed();
    }

    /** Has the state written to the changelog at the next commit. */
    void changed() {
        if (!dirty) {
            dirty = true;
            store.enlist(this);
        }
    }

    /** Size of the state as it was last written, and what it is presumed to have grown by since. */
    int bytes() {
        return bytes;
    }

    /** Counts what the state is about to take, so that much that is new is noticed before it is written. */
    void presume(int more) {
        store.resize(this, bytes + more);
    }

    void resized(int length) {
        bytes = length;
    }

    /** What the state was last found to be made of. */
    int parts() {
        return parts;
    }

    void parts(int count) {
        parts = count;
    }

    boolean removed() {
        return removed;
    }

    void markRemoved() {
        removed = true;
        changed();
    }

    /** Whether the changelog has to hear of it: not of what came and went between two commits. */
    boolean isWorthLogging() {
        return logged || !removed;
    }

    void written() {
        dirty = false;
        logged = true;
    }
}
