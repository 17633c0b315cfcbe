package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Codes of floors in as many bits each as the range of them asks for, the width before them. */
final class BitPack {
    private BitPack() {}

    /** Writes codes as steps above one less than the least, zero where there is none. */
    static void write(char[] codes, int count, int least, int bits, DataOutput out) throws IOException {
        out.writeByte(bits);
        long held = 0;
        int size = 0;
        for (int i = 0; i < count; i++) {
            long steps = codes[i] == FloorCode.NONE ? 0 : codes[i] - least + 1;
            held |= steps << size;
            size += bits;
            while (size >= Byte.SIZE) {
                out.writeByte((int) held);
                held >>>= Byte.SIZE;
                size -= Byte.SIZE;
            }
        }
        if (size > 0) {
            out.writeByte((int) held);
        }
    }

    static char[] read(int count, int least, DataInput in) throws IOException {
        int bits = in.readUnsignedByte();
        if (bits > Character.SIZE) {
            throw new IOException("a floor must be of at most " + Character.SIZE + " bits, got " + bits);
        }
        char[] codes = new char[count];
        long held = 0;
        int size = 0;
        for (int i = 0; i < count; i++) {
            while (size < bits) {
                held |= (long) in.readUnsignedByte() << size;
                size += Byte.SIZE;
            }
            int steps = (int) (held & (1 << bits) - 1);
            codes[i] = steps == 0 ? FloorCode.NONE : (char) (least + steps - 1);
            held >>>= bits;
            size -= bits;
        }
        return codes;
    }
}
