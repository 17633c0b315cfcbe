package io.heaptide.importers.unmanaged;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of one message within a profile: numbers and messages by field number, in order. */
final class PprofMessage {

    private final Map<Integer, List<Long>> numbers = new HashMap<>();
    private final Map<Integer, List<byte[]>> messages = new HashMap<>();

    private PprofMessage() {}

    /**
     * Reads a message.
     *
     * @param packed the fields that are repeated numbers
     */
    static PprofMessage read(byte[] bytes, List<Integer> packed) throws IOException {
        PprofMessage message = new PprofMessage();
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        int tag = in.readTag();
        while (tag != 0) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> message.number(field, in.readRawVarint64());
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    byte[] content = in.readByteArray();
                    if (packed.contains(field)) {
                        message.packed(field, content);
                    } else {
                        message.messages
                                .computeIfAbsent(field, unseen -> new ArrayList<>(1))
                                .add(content);
                    }
                }
                default -> in.skipField(tag);
            }
            tag = in.readTag();
        }
        return message;
    }

    /** A number; 0 if it is not there, as in the format itself. */
    long number(int field) {
        List<Long> all = numbers(field);
        return all.isEmpty() ? 0 : all.get(all.size() - 1);
    }

    List<Long> numbers(int field) {
        return numbers.getOrDefault(field, List.of());
    }

    List<byte[]> messages(int field) {
        return messages.getOrDefault(field, List.of());
    }

    private void number(int field, long value) {
        numbers.computeIfAbsent(field, unseen -> new ArrayList<>(1)).add(value);
    }

    private void packed(int field, byte[] content) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(content);
        while (!in.isAtEnd()) {
            number(field, in.readRawVarint64());
        }
    }
}
