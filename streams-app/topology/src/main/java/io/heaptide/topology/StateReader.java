package io.heaptide.topology;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what {@link StateWriter} wrote. Texts that are told again and again are the same object, which saves restored
 * state a third of its heap. For one thread.
 */
final class StateReader implements DataInput {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final StringPool pool = new StringPool();
    private final String[] earlier = new String[StateWords.MOST];
    private byte[] bytes = new byte[0];
    private int position;
    private int texts;

    /** Turns to other bytes. */
    StateReader over(byte[] next) {
        bytes = next;
        position = 0;
        texts = 0;
        return this;
    }

    /** Counts a text as read, as {@link StateWriter#presuppose} has counted it as written. */
    StateReader presuppose(String text) {
        if (texts < StateWords.MOST && StateWords.placeOf(text) == null) {
            earlier[texts++] = text;
        }
        return this;
    }

    @Override
    public void readFully(byte[] target) throws EOFException {
        readFully(target, 0, target.length);
    }

    @Override
    public void readFully(byte[] target, int from, int length) throws EOFException {
        System.arraycopy(bytes, take(length), target, from, length);
    }

    @Override
    public int skipBytes(int most) {
        int skipped = Math.max(0, Math.min(most, bytes.length - position));
        position += skipped;
        return skipped;
    }

    @Override
    public boolean readBoolean() throws EOFException {
        return readByte() != 0;
    }

    @Override
    public byte readByte() throws EOFException {
        return bytes[take(1)];
    }

    @Override
    public int readUnsignedByte() throws EOFException {
        return Byte.toUnsignedInt(readByte());
    }

    @Override
    public short readShort() throws EOFException {
        return (short) SHORTS.get(bytes, take(Short.BYTES));
    }

    @Override
    public int readUnsignedShort() throws EOFException {
        return Short.toUnsignedInt(readShort());
    }

    @Override
    public char readChar() throws EOFException {
        return (char) readShort();
    }

    @Override
    public int readInt() throws EOFException {
        return (int) INTS.get(bytes, take(Integer.BYTES));
    }

    @Override
    public long readLong() throws EOFException {
        return (long) LONGS.get(bytes, take(Long.BYTES));
    }

    @Override
    public float readFloat() throws EOFException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws EOFException {
        return Double.longBitsToDouble(readLong());
    }

    /** No state has lines. */
    @Override
    public String readLine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readUTF() throws IOException {
        int length = readUnsignedShort();
        if (length >= StateWords.WORD) {
            return StateWords.at(length & 0xFF);
        }
        if (length >= StateWords.EARLIER) {
            return earlierAt(length & 0xFF);
        }
        String text = text(take(length), length);
        if (texts < StateWords.MOST) {
            earlier[texts++] = text;
        }
        return text;
    }

    private String earlierAt(int place) throws IOException {
        if (place >= texts) {
            throw new IOException("text " + place + " of " + texts + " is told before it was written");
        }
        return earlier[place];
    }

    private String text(int from, int length) throws IOException {
        if (StringPool.isAscii(bytes, from, length)) { // and then modified UTF-8 is plain UTF-8
            return pool.get(bytes, from, length);
        }
        ByteArrayInputStream again = new ByteArrayInputStream(bytes, from - Short.BYTES, length + Short.BYTES);
        return new DataInputStream(again).readUTF();
    }

    private int take(int length) throws EOFException {
        if (length < 0 || length > bytes.length - position) {
            throw new EOFException("state ends " + (bytes.length - position) + " bytes on, needed " + length);
        }
        int from = position;
        position += length;
        return from;
    }
}
