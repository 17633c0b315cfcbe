package io.heaptide.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** Round trips through the serialised form. */
final class Bytes {
    private Bytes() {}

    static byte[] of(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static <T> T copy(Writer writer, Reader<T> reader) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(of(writer)));
        T copy = reader.readFrom(in);
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes were left unread");
        }
        return copy;
    }

    interface Writer {
        void writeTo(DataOutput out) throws IOException;
    }

    interface Reader<T> {
        T readFrom(DataInput in) throws IOException;
    }
}
