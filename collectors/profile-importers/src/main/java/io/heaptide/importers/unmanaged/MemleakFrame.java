package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Frame;
import io.heaptide.importers.symbols.AddressSpace;
import io.heaptide.importers.symbols.Modules;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as the kernel's tracing tools print it: {@code main+0x6d [shop]}, {@code 0 [<00005613a9b5119d>] main+0x6d},
 * {@code 557097cc1178 main+31 (/usr/bin/shop)}.
 */
final class MemleakFrame {

    private static final Pattern FRAME = Pattern.compile(
            "\\s+(?:\\d+ )?" // its position
                    + "(?:\\[<[0-9a-f]+>\\]\\s+|(?:0x)?[0-9a-f]{6,16}\\s+)?" // its address
                    + "(\\S.*?)" // the function
                    + "(?:\\+(0x[0-9a-f]{1,15}|\\d{1,15}))?" // the offset in it
                    + "(?:\\s+\\[([^\\[\\]]*)\\]|\\s+\\(([^()]*)\\))?\\s*"); // the module

    private MemleakFrame() {}

    /** Nothing where a line is no frame; frames are indented. */
    static Optional<Frame> parse(String line) {
        Matcher parts = FRAME.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long offset = parts.group(2) == null ? 0 : Long.decode(parts.group(2));
        String module = parts.group(3) != null ? parts.group(3) : parts.group(4) == null ? "" : parts.group(4);
        return Optional.of(AddressSpace.caller(Modules.qualified(parts.group(1), module), module, offset));
    }
}
