package io.heaptide.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What {@link DataOutputStream} writes, into an array that is used again: state is written by the hundred megabytes at a
 * commit, and the JDK's streams take a lock for every byte. Only texts are shorter: those of {@link StateWords}, and those
 * that were written before in the same state, are two bytes. For one thread.
 */
final class StateWriter extends OutputStream implements DataOutput {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL_BYTES = 1024;

    private final String[] earlier = new String[StateWords.MOST];
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private int texts;
    private boolean inFull;

    /** Begins a state. */
    void reset() {
        size = 0;
        texts = 0;
        inFull = false;
    }

    /** Begins a key: all texts in full, for the same key must be the same bytes in every version. */
    void resetForKey() {
        reset();
        inFull = true;
    }

    /** Counts a text as written, for whoever reads the state knows it from elsewhere and tells its reader. */
    void presuppose(String text) {
        if (texts < StateWords.MOST && StateWords.placeOf(text) == null) {
            earlier[texts++] = text;
        }
    }

    /** What was written since the last {@link #reset}. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void write(int value) {
        int at = claim(1);
        bytes[at] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        int at = claim(length);
        System.arraycopy(source, from, bytes, at, length);
    }

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) {
        write(value);
    }

    @Override
    public void writeShort(int value) {
        int at = claim(Short.BYTES);
        SHORTS.set(bytes, at, (short) value);
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        int at = claim(Integer.BYTES);
        INTS.set(bytes, at, value);
    }

    @Override
    public void writeLong(long value) {
        int at = claim(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    @Override
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        new DataOutputStream(this).writeBytes(text);
    }

    @Override
    public void writeChars(String text) throws IOException {
        new DataOutputStream(this).writeChars(text);
    }

    @Override
    public void writeUTF(String text) throws IOException {
        if (inFull) {
            writeText(text);
            return;
        }
        Integer word = StateWords.placeOf(text);
        int before = word == null ? placeAmongEarlier(text) : 0;
        if (word != null) {
            writeShort(StateWords.WORD | word);
        } else if (before >= 0) {
            writeShort(StateWords.EARLIER | before);
        } else {
            writeText(text);
            if (texts < StateWords.MOST) {
                earlier[texts++] = text;
            }
        }
    }

    private int placeAmongEarlier(String text) {
        for (int place = 0; place < texts; place++) {
            if (earlier[place].equals(text)) {
                return place;
            }
        }
        return -1;
    }

    private void writeText(String text) throws IOException {
        byte[] latin = text.getBytes(ISO_8859_1);
        if (isPlain(text, latin)) {
            writeShort(latin.length);
            write(latin);
            return;
        }
        int at = size;
        new DataOutputStream(this).writeUTF(text);
        if (size - at - Short.BYTES >= StateWords.EARLIER) {
            throw new UTFDataFormatException("a text of " + text.length() + " characters is no name");
        }
    }

    /** Whether modified UTF-8 writes a byte a character: all but zero below 128. */
    private static boolean isPlain(String text, byte[] latin) {
        if (latin.length > Short.MAX_VALUE) {
            return false;
        }
        for (int i = 0; i < latin.length; i++) {
            if (latin[i] <= 0 || latin[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Makes room, for which the array may become another, and returns where it begins. */
    private int claim(int length) {
        int from = size;
        size += length;
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
        }
        return from;
    }
}
