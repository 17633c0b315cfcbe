package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.TextLines;
import io.heaptide.importers.symbols.AddressSpace;
import java.util.ArrayList;
import java.util.List;

/** A stack in text: {@code 0x55fb714e4168 0x55fb714e419c}, return addresses with the innermost first. */
final class AddressStack {

    private static final String PREFIX = "0x";

    private AddressStack() {}

    static List<Frame> parse(String text, TextLines lines) throws BadProfile {
        List<Frame> frames = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                frames.add(AddressSpace.caller(address(word, lines)));
            }
        }
        return frames.isEmpty() ? List.of(Frame.UNKNOWN) : frames;
    }

    private static long address(String word, TextLines lines) throws BadProfile {
        try {
            return Long.parseUnsignedLong(word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word, 16);
        } catch (NumberFormatException wrong) {
            throw lines.bad(BadProfile.quoted(word) + " is no address");
        }
    }
}
