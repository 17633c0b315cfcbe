package io.heaptide.importers;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Ends where its compression breaks off, and refuses to go on for ever. */
final class BoundedStream extends FilterInputStream {

    private final long maxBytes;
    private long bytes;
    private boolean brokenOff;

    BoundedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    /** Whether there should have been more. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (brokenOff) {
            return -1;
        }
        try {
            int read = in.read(into, from, length);
            count(read);
            return read;
        } catch (EOFException cut) {
            brokenOff = true;
            return -1;
        } catch (ZipException damaged) {
            throw new BadProfile("after " + bytes + " bytes: damaged gzip data: " + damaged.getMessage(), damaged);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws BadProfile {
        bytes += Math.max(0, read);
        if (bytes > maxBytes) {
            throw new BadProfile("more than " + maxBytes + " bytes");
        }
    }
}
