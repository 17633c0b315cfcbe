package io.heaptide.importers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** How a file begins, uncompressed: what its format is guessed from. */
public final class ProfileHead {

    static final int BYTES = 8 << 10;

    private final String text;

    ProfileHead(byte[] bytes) {
        this.text = new String(bytes, ISO_8859_1);
    }

    /** One character a byte. */
    public String text() {
        return text;
    }

    public boolean startsWith(String prefix) {
        return text.startsWith(prefix);
    }

    public boolean contains(String part) {
        return text.contains(part);
    }
}
