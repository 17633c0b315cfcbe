package io.heaptide.gateway;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A compression of gRPC messages, under the name that clients use. In place of gRPC's own gzip, too: that leaves the message's
 * buffer open if it does not begin like gzip, and the server leaks it.
 */
record GrpcDecoder(ContentCoding coding) implements Decompressor {

    /** gzip and zstd, both announced to clients. */
    static DecompressorRegistry registry() {
        return DecompressorRegistry.emptyInstance()
                .with(Codec.Identity.NONE, false)
                .with(new GrpcDecoder(ContentCoding.GZIP), true)
                .with(new GrpcDecoder(ContentCoding.ZSTD), true);
    }

    @Override
    public String getMessageEncoding() {
        return coding.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public InputStream decompress(InputStream message) throws IOException {
        try {
            return coding.plain(message, Long.MAX_VALUE);
        } catch (IOException | RuntimeException notCoded) {
            message.close();
            throw notCoded;
        }
    }
}
