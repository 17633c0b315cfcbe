package io.heaptide.gateway;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How a sender compresses what it sends. */
enum Coding {
    PLAIN {
        @Override
        OutputStream over(OutputStream out) {
            return out;
        }
    },
    GZIP {
        @Override
        OutputStream over(OutputStream out) throws IOException {
            return new GZIPOutputStream(out);
        }
    },
    ZSTD {
        @Override
        OutputStream over(OutputStream out) throws IOException {
            return new ZstdOutputStream(out);
        }
    };

    abstract OutputStream over(OutputStream out) throws IOException;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] applied(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = over(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
