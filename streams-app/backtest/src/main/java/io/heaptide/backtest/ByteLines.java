package io.heaptide.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a stream as bytes of one buffer, which the next line uses again. */
final class ByteLines implements AutoCloseable {
    /** Longer lines are no samples: some other file was given. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int start;
    private int end;
    private int next;
    private long number;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        boolean some = move();
        while (some && isBlank()) {
            some = move();
        }
        return some;
    }

    private boolean move() throws IOException {
        start = next;
        int scan = start;
        number++;
        while (true) {
            while (scan < filled) {
                if (buffer[scan] == '\n') {
                    take(scan, scan + 1);
                    return true;
                }
                scan++;
            }
            int held = filled - start;
            if (!fill()) {
                take(filled, filled);
                return held > 0;
            }
            scan = start + held;
        }
    }

    private void take(int newline, int following) {
        end = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        next = following;
    }

    /** Keeps the line that was begun, and reads on behind it; false at the end. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled > MAX_LINE_BYTES) {
            throw new BadSamples(number, "longer than " + MAX_LINE_BYTES + " bytes: this is no samples file");
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int some = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, some);
        return some >= 0;
    }

    private boolean isBlank() {
        for (int at = start; at < end; at++) {
            if (buffer[at] != ' ' && buffer[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Number of the line, the first being 1. */
    long number() {
        return number;
    }

    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
