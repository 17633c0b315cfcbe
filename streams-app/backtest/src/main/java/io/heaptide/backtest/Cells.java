package io.heaptide.backtest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The cells of one line, as places in its bytes; the next line uses the same object again. */
final class Cells {
    /** Above 10^18 a number needs more care than the fast way takes. */
    private static final int FAST_DIGITS = 18;

    private static final long NOT_PLAIN = -1;
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000};

    private byte[] bytes = new byte[0];
    private byte[] unquoted = new byte[0];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int count;

    /** Cuts a line at its commas; a cell in double quotes may hold commas, and quotes written twice (RFC 4180). */
    void cut(byte[] line, int start, int end) {
        count = 0;
        for (int at = start; at < end; at++) {
            if (line[at] == '"') {
                cutQuoted(line, start, end);
                return;
            }
        }
        bytes = line;
        int from = start;
        for (int at = start; at < end; at++) {
            if (line[at] == ',') {
                add(from, at);
                from = at + 1;
            }
        }
        add(from, end);
    }

    private void cutQuoted(byte[] line, int start, int end) {
        if (unquoted.length < end - start) {
            unquoted = new byte[end - start];
        }
        bytes = unquoted;
        int to = 0;
        int from = 0;
        int first = start;
        boolean inside = false;
        for (int at = start; at < end; at++) {
            byte one = line[at];
            if (one == ',' && !inside) {
                add(from, to);
                from = to;
                first = at + 1;
            } else if (one == '"' && inside && at + 1 < end && line[at + 1] == '"') {
                unquoted[to++] = one;
                at++;
            } else if (one == '"' && (inside || at == first)) {
                inside = !inside;
            } else {
                unquoted[to++] = one;
            }
        }
        add(from, to);
    }

    private void add(int from, int to) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = from;
        ends[count] = to;
        count++;
    }

    int count() {
        return count;
    }

    /** Length of a cell in bytes; a cell that is not there is empty. */
    int length(int cell) {
        return cell < 0 || cell >= count ? 0 : ends[cell] - starts[cell];
    }

    String text(int cell) {
        int length = length(cell);
        return length == 0 ? "" : new String(bytes, starts[cell], length, StandardCharsets.UTF_8);
    }

    /** Copies a cell, and tells where the copy ends. */
    int copy(int cell, byte[] into, int at) {
        int length = length(cell);
        if (length > 0) {
            System.arraycopy(bytes, starts[cell], into, at, length);
        }
        return at + length;
    }

    /** A plain decimal number times a power of ten, -1 if the cell is not so plain: then its text must be read. */
    long plain(int cell, int fractionDigits) {
        if (length(cell) == 0 || length(cell) + fractionDigits > FAST_DIGITS) {
            return NOT_PLAIN;
        }
        int end = ends[cell];
        int point = fractionDigits == 0 ? end : pointOf(cell);
        int fraction = Math.max(0, end - point - 1);
        long whole = digits(starts[cell], point);
        long part = digits(Math.min(point + 1, end), end);
        if (point == starts[cell] || fraction > fractionDigits || whole < 0 || part < 0) {
            return NOT_PLAIN;
        }
        return whole * POWERS_OF_TEN[fractionDigits] + part * POWERS_OF_TEN[fractionDigits - fraction];
    }

    private int pointOf(int cell) {
        int at = starts[cell];
        while (at < ends[cell] && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    private long digits(int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_PLAIN;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
