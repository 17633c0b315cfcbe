package io.heaptide.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error once it has given more bytes than a request may have, compressed or not. */
final class LimitedStream extends FilterInputStream {

    private final long limit;
    private long given;

    LimitedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    /** Parsers wrap what they catch, so the one who called them asks here. */
    boolean isExceeded() {
        return given > limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false; // going back would count twice
    }

    private void count(long bytes) throws IOException {
        given += bytes;
        if (isExceeded()) {
            throw new IOException("more than " + limit + " bytes");
        }
    }
}
