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

    /**
     * Why a parser failed: parsers wrap what they catch, so that the stream has to tell whether it was the cause.
     *
     * @param what the form that the bytes should have
     */
    RefusedRequest refusal(String what, Exception failed) {
        return isExceeded()
                ? BodyCollector.tooLarge(limit)
                : new RefusedRequest(Refusal.MALFORMED, "the body is no " + what + ": " + failed.getMessage());
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

    private boolean isExceeded() {
        return given > limit;
    }

    private void count(long bytes) throws IOException {
        given += bytes;
        if (isExceeded()) {
            throw new IOException("more than " + limit + " bytes");
        }
    }
}
