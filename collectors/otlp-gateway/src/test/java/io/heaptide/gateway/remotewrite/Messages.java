package io.heaptide.gateway.remotewrite;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remote write messages for tests, written by protobuf's own writer after the field numbers of their definitions. */
public final class Messages {

    private Messages() {}

    /** A series of one sample. */
    public record One(Map<String, String> labels, double value, long atMillis) {}

    /** Writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    /** {@code prometheus.WriteRequest}. */
    public static byte[] v1(List<One> series) {
        return message(request -> {
            for (One one : series) {
                request.writeByteArray(1, message(out -> {
                    for (Map.Entry<String, String> label : one.labels().entrySet()) {
                        out.writeByteArray(1, message(pair -> {
                            pair.writeString(1, label.getKey());
                            pair.writeString(2, label.getValue());
                        }));
                    }
                    out.writeByteArray(2, sample(one));
                }));
            }
            request.writeByteArray(3, message(metadata -> metadata.writeString(2, "a field that nobody reads")));
        });
    }

    /** {@code io.prometheus.write.v2.Request}, with an exemplar and a native histogram in a series of its own. */
    public static byte[] v2(List<One> series) {
        List<String> symbols = new ArrayList<>(List.of(""));
        byte[] all = message(request -> {
            for (One one : series) {
                request.writeByteArray(5, message(out -> {
                    out.writeByteArray(1, refs(one, symbols));
                    out.writeByteArray(2, sample(one));
                    out.writeByteArray(4, message(exemplar -> exemplar.writeDouble(2, 1)));
                    out.writeByteArray(5, message(metadata -> metadata.writeEnum(1, 2)));
                    out.writeInt64(6, one.atMillis());
                }));
            }
            request.writeByteArray(5, message(out -> out.writeByteArray(3, message(one -> one.writeUInt64(1, 1)))));
        });
        byte[] table = message(request -> {
            for (String symbol : symbols) {
                request.writeString(4, symbol);
            }
        });
        return ByteString.copyFrom(all)
                .concat(ByteString.copyFrom(table))
                .toByteArray(); // the symbols last, if it may be
    }

    static byte[] message(Fields fields) {
        try {
            ByteString.Output bytes = ByteString.newOutput();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
            return bytes.toByteString().toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sample(One one) {
        return message(sample -> {
            sample.writeDouble(1, one.value());
            sample.writeInt64(2, one.atMillis());
        });
    }

    private static byte[] refs(One one, List<String> symbols) {
        return message(packed -> {
            for (Map.Entry<String, String> label : one.labels().entrySet()) {
                packed.writeUInt32NoTag(ref(label.getKey(), symbols));
                packed.writeUInt32NoTag(ref(label.getValue(), symbols));
            }
        });
    }

    private static int ref(String symbol, List<String> symbols) {
        if (!symbols.contains(symbol)) {
            symbols.add(symbol);
        }
        return symbols.indexOf(symbol);
    }
}
