package io.heaptide.gateway;

import com.github.luben.zstd.ZstdInputStream;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;

/** How a body is compressed. Every decoder holds memory within a bound, whatever the body claims. */
enum ContentCoding {
    IDENTITY {
        @Override
        InputStream plain(InputStream body, long limit) {
            return body;
        }
    },
    GZIP {
        @Override
        InputStream plain(InputStream body, long limit) throws IOException {
            return new GZIPInputStream(body);
        }
    },
    ZSTD {
        @Override
        InputStream plain(InputStream body, long limit) throws IOException {
            return new ZstdInputStream(body).setLongMax(ZSTD_WINDOW_LOG);
        }
    },
    /** Snappy's block format, which has to be decoded as a whole and tells its length first. */
    SNAPPY {
        @Override
        InputStream plain(InputStream body, long limit) throws IOException {
            byte[] block = body.readAllBytes();
            int length = Snappy.uncompressedLength(block);
            if (length < 0 || length > limit) { // the length is unsigned
                throw BodyCollector.tooLarge(limit);
            }
            return new ByteArrayInputStream(Snappy.uncompress(block));
        }
    };

    /** RFC 9659: a zstd window on the web has at most 8 MiB. Decoders hold one, and without a bound up to 128 MiB. */
    private static final int ZSTD_WINDOW_LOG = 23;

    /** The coding that a request names; identity if none; empty if it is none of these. */
    static Optional<ContentCoding> of(RequestHeaders headers) {
        return switch (name(headers)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            case "snappy" -> Optional.of(SNAPPY);
            default -> Optional.empty();
        };
    }

    /**
     * The coding of a body that is read as a stream.
     *
     * @throws RefusedRequest if it is none for streams
     */
    static ContentCoding ofStream(RequestHeaders headers) {
        return of(headers)
                .filter(coding -> coding != SNAPPY)
                .orElseThrow(() -> new RefusedRequest(
                        Refusal.UNSUPPORTED_CONTENT,
                        "Content-Encoding must be gzip, zstd or absent, got " + name(headers)));
    }

    /** The coding's name as sent. */
    static String name(RequestHeaders headers) {
        return headers.get(HttpHeaderNames.CONTENT_ENCODING, "").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The body without its compression.
     *
     * @param limit the most bytes that the caller will read
     * @throws IOException if the body is not of this coding
     * @throws RefusedRequest if it says that it is larger than the limit
     */
    abstract InputStream plain(InputStream body, long limit) throws IOException;
}
