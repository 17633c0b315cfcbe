package io.heaptide.topology;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * State of one task as live objects on the heap, written through to the changelog once per commit.
 *
 * <p>An update costs a field write, however many samples come between two commits. At the commit, before the task's
 * producer is flushed, each changed entry is serialised once and logged; under exactly-once the log entries and the
 * input offsets are one transaction. A restored entry stays bytes until it is asked for, so restoring and standing by
 * cost no more than reading the log. For one thread at a time, like every task.
 */
final class HeapStore<K, S> implements StateStore, CachedStateStore<Bytes, byte[]> {

    private final String name;
    private final StateForm<K, S> form;
    private final StateMemory memory;
    private final Map<K, Slot<K, S>> slots = new HashMap<>();
    private final StateWriter writer = new StateWriter();
    private final StateReader reader = new StateReader();
    private List<Slot<K, S>> dirty = new ArrayList<>();
    private @Nullable InternalProcessorContext<?, ?> context;
    private long stateBytes;
    private int parts;
    private boolean open;

    /** A store in memory that bounds nothing. */
    HeapStore(String name, StateForm<K, S> form) {
        this(name, form, StateMemory.unbounded());
    }

    /** @param memory told what this store takes of it */
    HeapStore(String name, StateForm<K, S> form, StateMemory memory) {
        this.name = name;
        this.form = form;
        this.memory = memory;
    }

    @Nullable Slot<K, S> find(K key) {
        return slots.get(key);
    }

    /** Takes up a state under a key that is not there yet. */
    Slot<K, S> create(K key, S state) {
        Slot<K, S> slot = new Slot<>(this, key, state, null);
        slots.put(key, slot);
        memory.entered(0);
        slot.changed();
        return slot;
    }

    /** Forgets an entry, in the changelog too. */
    void remove(Slot<K, S> slot) {
        if (slots.remove(slot.key(), slot)) {
            forgotten(slot);
            slot.markRemoved();
        }
    }

    Collection<Slot<K, S>> slots() {
        return slots.values();
    }

    int size() {
        return slots.size();
    }

    /** What its entries are made of; of restored ones only those that somebody has asked for. */
    int parts() {
        return parts;
    }

    void recount(Slot<K, S> slot) {
        int now = form.parts(slot.state());
        parts += now - slot.parts();
        slot.parts(now);
    }

    /** Entries that the next commit logs. */
    int dirtyCount() {
        return dirty.size();
    }

    /** Bytes of all entries as the changelog has them or is about to, without their keys. */
    long stateBytes() {
        return stateBytes;
    }

    /** Whether there is no room for another entry, here or in any store of this process. */
    boolean isFull() {
        return memory.isFull();
    }

    /** Whether there is no room for entries to grow beyond their kind's usual size. */
    boolean isExhausted() {
        return memory.isExhausted();
    }

    void enlist(Slot<K, S> slot) {
        dirty.add(slot);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext storeContext, StateStore root) {
        context = (InternalProcessorContext<?, ?>) storeContext;
        storeContext.register(root, (StateRestoreCallback) this::restore);
        open = true;
    }

    /** Takes an entry from the changelog: bytes, or null for one that was removed. */
    void restore(byte[] key, byte @Nullable [] value) {
        K restored = readKey(key);
        Slot<K, S> before =
                value == null ? slots.remove(restored) : slots.put(restored, new Slot<>(this, restored, null, value));
        if (before != null) {
            forgotten(before);
        }
        if (value != null) {
            memory.entered(value.length);
            stateBytes += value.length;
        }
    }

    private void forgotten(Slot<K, S> slot) {
        memory.left(slot.bytes());
        stateBytes -= slot.bytes();
        parts -= slot.parts();
    }

    /** Called by the task before each commit, while its producer still takes records. */
    @Override
    public void flushCache() {
        List<Slot<K, S>> writing = dirty;
        dirty = new ArrayList<>(writing.size());
        for (Slot<K, S> slot : writing) {
            if (slot.isWorthLogging()) {
                byte @Nullable [] state = slot.removed() ? null : bytesOf(slot);
                log(bytesOf(slot.key()), state);
                slot.written();
            }
        }
    }

    private byte[] bytesOf(K key) {
        writer.resetForKey();
        try {
            form.writeKey(key, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toBytes();
    }

    private byte[] bytesOf(Slot<K, S> slot) {
        writer.reset();
        try {
            form.writeState(slot.state(), writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = writer.toBytes();
        resize(slot, bytes.length);
        recount(slot);
        return bytes;
    }

    void resize(Slot<K, S> slot, int bytes) {
        memory.resized(slot.bytes(), bytes);
        stateBytes += bytes - slot.bytes();
        slot.resized(bytes);
    }

    private void log(byte[] key, byte @Nullable [] value) {
        InternalProcessorContext<?, ?> changelog = requireNonNull(context);
        changelog.logChange(
                name,
                Bytes.wrap(key),
                value,
                changelog.currentSystemTimeMs(),
                new RecordHeaders(),
                Position.emptyPosition());
    }

    /** Nothing to do: the task hands over only after a flush. */
    @Override
    public void clearCache() {}

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void close() {
        slots.values().forEach(this::forgotten);
        slots.clear();
        dirty.clear();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** The state that a slot has kept as bytes. */
    S thawed(K key, byte[] bytes) {
        try {
            return form.readState(key, reader.over(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("state of " + key + " in " + name + " cannot be read", e);
        }
    }

    private K readKey(byte[] bytes) {
        try {
            return form.readKey(reader.over(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("key in the changelog of " + name + " cannot be read", e);
        }
    }
}
