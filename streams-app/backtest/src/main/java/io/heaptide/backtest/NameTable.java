package io.heaptide.backtest;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Names met before, found by their bytes: a line makes no text that an earlier one has made. */
final class NameTable {
    private final int[] columns;
    private final CRC32C hash = new CRC32C();
    private byte[] key = new byte[256];
    private Entry[] entries = new Entry[1 << 10];
    private int size;

    /** Of the cells that together name a series: service, instance, metric and version. */
    NameTable(int service, int instance, int metric, int version) {
        this.columns = new int[] {service, instance, metric, version};
    }

    Names of(Cells cells) {
        int length = collect(cells);
        hash.reset();
        hash.update(key, 0, length);
        int slot = slot((int) hash.getValue(), length);
        if (entries[slot] != null) {
            return entries[slot].names;
        }
        Entry entry = new Entry((int) hash.getValue(), Arrays.copyOf(key, length), names(cells));
        entries[slot] = entry;
        size++;
        if (2 * size > entries.length) {
            grow();
        }
        return entry.names;
    }

    /** The cells one behind the other, each with its length, so that no two names look alike. */
    private int collect(Cells cells) {
        int needed = 0;
        for (int column : columns) {
            needed += Integer.BYTES + cells.length(column);
        }
        if (key.length < needed) {
            key = new byte[2 * needed];
        }
        int at = 0;
        for (int column : columns) {
            int length = cells.length(column);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                key[at++] = (byte) (length >>> shift);
            }
            at = cells.copy(column, key, at);
        }
        return at;
    }

    private int slot(int hashed, int length) {
        int slot = hashed & (entries.length - 1);
        while (entries[slot] != null && !entries[slot].is(hashed, key, length)) {
            slot = (slot + 1) & (entries.length - 1);
        }
        return slot;
    }

    private void grow() {
        Entry[] old = entries;
        entries = new Entry[2 * old.length];
        for (Entry entry : old) {
            if (entry != null) {
                int slot = entry.hashed & (entries.length - 1);
                while (entries[slot] != null) {
                    slot = (slot + 1) & (entries.length - 1);
                }
                entries[slot] = entry;
            }
        }
    }

    private Names names(Cells cells) {
        return new Names(
                cells.text(columns[0]), cells.text(columns[1]), cells.text(columns[2]), cells.text(columns[3]));
    }

    /** Who and what a line speaks of. */
    record Names(String service, String instance, String metric, String version) {
        Names {
            requireText("service", service);
            requireText("instance", instance);
            requireText("metric", metric);
        }

        private static void requireText(String column, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(column + " is empty");
            }
        }
    }

    /** One series' names with the bytes that found them. */
    private static final class Entry {
        private final int hashed;
        private final byte[] bytes;
        private final Names names;

        Entry(int hashed, byte[] bytes, Names names) {
            this.hashed = hashed;
            this.bytes = bytes;
            this.names = names;
        }

        boolean is(int otherHashed, byte[] other, int length) {
            return hashed == otherHashed && Arrays.equals(bytes, 0, bytes.length, other, 0, length);
        }
    }
}
