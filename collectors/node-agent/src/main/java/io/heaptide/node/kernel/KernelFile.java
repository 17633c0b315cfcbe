package io.heaptide.node.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalLong;

/** The content of one of the kernel's small files; valid until {@link SmallFiles} reads the next one. */
public final class KernelFile {

    /** The largest long has as many; what the kernel counts stays below it. */
    private static final int MOST_DIGITS = 19;

    private final byte[] bytes;
    private final int length;

    KernelFile(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The number that the file begins with; empty for {@code max} and anything else. */
    public OptionalLong number() {
        return numberAt(0);
    }

    /** The number after a key at the beginning of a line, whatever blanks and colons lie between. */
    public OptionalLong number(String key) {
        int at = lineOf(key);
        return at < 0 ? OptionalLong.empty() : numberAt(at + key.length());
    }

    /** The lines of a list of numbers, as {@code cgroup.procs} is one; at most {@code most}. */
    int[] numbers(int most) {
        int[] numbers = new int[Math.min(most, lines())];
        int count = 0;
        for (int at = 0; at < length && count < numbers.length; at = nextLine(at)) {
            numbers[count++] = (int) numberAt(at).orElse(0);
        }
        return numbers;
    }

    /** Everything, as text. */
    public String text() {
        return new String(bytes, 0, length, UTF_8);
    }

    private int lineOf(String key) {
        for (int at = 0; at < length; at = nextLine(at)) {
            if (startsWith(key, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean startsWith(String key, int at) {
        int end = at + key.length();
        if (end >= length || !isGap(bytes[end])) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (bytes[at + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int nextLine(int at) {
        int end = at;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private int lines() {
        int lines = 0;
        for (int at = 0; at < length; at = nextLine(at)) {
            lines++;
        }
        return lines;
    }

    private OptionalLong numberAt(int from) {
        int at = from;
        while (at < length && isGap(bytes[at])) {
            at++;
        }
        int first = at;
        long number = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        return at == first || at - first > MOST_DIGITS ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static boolean isGap(byte b) {
        return b == ' ' || b == '\t' || b == ':' || b == '=';
    }
}
