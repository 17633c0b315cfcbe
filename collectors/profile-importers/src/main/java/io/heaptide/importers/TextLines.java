package io.heaptide.importers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text profile, one at a time, each of bounded length. Knows where it is, and whether the last line was
 * cut.
 */
public final class TextLines {

    private final InputStream in;
    private final int maxChars;
    private long number;
    private boolean cut;

    public TextLines(InputStream in, ImportPolicy policy) {
        this.in = in;
        this.maxChars = policy.maxTextChars();
    }

    /** The next line without its end, or null after the last. A line longer than the policy allows is shortened. */
    public @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int one = in.read();
        if (one < 0) {
            return null;
        }
        while (one >= 0 && one != '\n') {
            if (line.size() < maxChars) {
                line.write(one);
            }
            one = in.read();
        }
        number++;
        cut = one < 0;
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The number of the line read last, the first being 1. */
    public long number() {
        return number;
    }

    /** Whether the line read last has no end: the file may have been cut inside it. */
    public boolean isCut() {
        return cut;
    }

    /**
     * The next line, or null after the last that has its end: what is left of a line that was cut may read well and
     * still be wrong.
     */
    public @Nullable String nextWhole() throws IOException {
        String line = next();
        return cut ? null : line;
    }

    /** Where a file ends that should not end there. */
    public String brokenOff() {
        return "the file breaks off at line " + number;
    }

    /** What is wrong with the line read last. */
    public BadProfile bad(String what) {
        return BadProfile.atLine(number, what);
    }
}
