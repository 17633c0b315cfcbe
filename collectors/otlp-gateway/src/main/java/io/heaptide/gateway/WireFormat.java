package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP/HTTP. A response is in the encoding of its request. */
enum WireFormat {
    PROTOBUF("application/x-protobuf") {
        @Override
        void read(InputStream body, Message.Builder into) throws IOException {
            into.mergeFrom(body);
        }

        @Override
        byte[] write(Message message) {
            return message.toByteArray();
        }
    },
    /** Ids in OTLP's JSON are hexadecimal, which parses as Base64 of other bytes; nothing here looks at ids. */
    JSON("application/json") {
        @Override
        void read(InputStream body, Message.Builder into) throws IOException {
            PARSER.merge(new InputStreamReader(body, UTF_8), into);
        }

        @Override
        byte[] write(Message message) {
            try {
                return PRINTER.print(message).getBytes(UTF_8);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a message of ours holds a type that JSON does not know", e);
            }
        }
    };

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .usingTypeRegistry(JsonFormat.TypeRegistry.newBuilder()
                    .add(RetryInfo.getDescriptor())
                    .build());

    private final String contentType;

    WireFormat(String contentType) {
        this.contentType = contentType;
    }

    static Optional<WireFormat> of(@Nullable MediaType requested) {
        for (WireFormat format : values()) {
            if (requested != null && requested.nameWithoutParameters().equals(format.contentType)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    MediaType mediaType() {
        return MediaType.parse(contentType);
    }

    abstract void read(InputStream body, Message.Builder into) throws IOException;

    abstract byte[] write(Message message);
}
