package io.heaptide.topology;

import io.heaptide.schemas.MalformedRecord;
import java.io.EOFException;
import java.util.Arrays;

/**
 * Walks over Avro's binary encoding in a byte array.
 *
 * <p>Instead of Avro's own decoder because it believes no length that the bytes left could not hold (a hostile count
 * must not allocate), and because it reads columns straight into primitive arrays. Source: Avro specification 1.12,
 * "Binary encoding".
 */
final class AvroCursor {

    private static final int MAX_VARINT_BITS = 63;

    private final byte[] bytes;
    private final StringPool texts;
    private int position;

    /** @param texts where texts are looked up, as most have been seen before */
    AvroCursor(byte[] bytes, int position, StringPool texts) {
        this.bytes = bytes;
        this.position = position;
        this.texts = texts;
    }

    int position() {
        return position;
    }

    /** Passes over bytes that are known. */
    void skip(int length) {
        position += length;
    }

    long readLong() {
        long zigzag = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            byte next = readByte();
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw malformed("a number of more than 64 bits");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("an int of " + value);
        }
        return (int) value;
    }

    String readString() {
        int length = readLength();
        String text = texts.get(bytes, position, length);
        position += length;
        return text;
    }

    /** Items in the next block of an array or map, 0 at its end. */
    int readBlockCount() {
        long count = readLong();
        if (count < 0) {
            readLong(); // the block's size in bytes, given so that it can be skipped
            count = -count;
        }
        // every item of ours takes a byte or more
        if (count < 0 || count > remaining()) {
            throw malformed("a block of " + count + " items in " + remaining() + " bytes");
        }
        return (int) count;
    }

    int[] readInts() {
        int[] column = new int[0];
        int size = 0;
        for (int count = readBlockCount(); count != 0; count = readBlockCount()) {
            if (size + count > column.length) {
                column = Arrays.copyOf(column, grown(column.length, size + count));
            }
            for (int end = size + count; size < end; size++) {
                column[size] = readInt();
            }
        }
        return size == column.length ? column : Arrays.copyOf(column, size);
    }

    long[] readLongs() {
        long[] column = new long[0];
        int size = 0;
        for (int count = readBlockCount(); count != 0; count = readBlockCount()) {
            if (size + count > column.length) {
                column = Arrays.copyOf(column, grown(column.length, size + count));
            }
            for (int end = size + count; size < end; size++) {
                column[size] = readLong();
            }
        }
        return size == column.length ? column : Arrays.copyOf(column, size);
    }

    // doubled, so that a batch cut into many small blocks costs no more than its length
    private static int grown(int length, int needed) {
        return Math.max(needed, length * 2);
    }

    int remaining() {
        return bytes.length - position;
    }

    private int readLength() {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw malformed("a string of " + length + " bytes in " + remaining());
        }
        return (int) length;
    }

    private byte readByte() {
        if (position >= bytes.length) {
            throw malformed("an end in the middle");
        }
        return bytes[position++];
    }

    private static MalformedRecord malformed(String found) {
        return new MalformedRecord(new EOFException("found " + found));
    }
}
