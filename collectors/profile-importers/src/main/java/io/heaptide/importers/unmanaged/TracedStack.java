package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.symbols.AddressSpace;
import io.heaptide.importers.symbols.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stack below a call: lines such as {@code  > /usr/bin/shop(main+0x1f) [0x121c]}. */
final class TracedStack {

    private static final Pattern FRAME =
            Pattern.compile(" > (\\S.*)\\((.*?)(?:\\+(0x[0-9a-f]{1,15}))?\\) \\[0x([0-9a-f]{1,16})\\]");

    private final int maxFrames;
    private List<Frame> frames = new ArrayList<>();

    TracedStack(ImportPolicy policy) {
        this.maxFrames = policy.maxFrames();
    }

    /** Whether a line was one of a stack's. */
    boolean take(String line) {
        Matcher parts = FRAME.matcher(line);
        if (!parts.matches()) {
            return line.startsWith(" > "); // what strace says where it cannot unwind
        }
        if (frames.size() < maxFrames) {
            frames.add(frame(parts));
        }
        return true;
    }

    /** The frames since the last end. */
    List<Frame> end() {
        List<Frame> whole = frames;
        frames = new ArrayList<>();
        return whole;
    }

    /** strace names what is in a stripped library by the nearest export. */
    private static Frame frame(Matcher parts) {
        String module = parts.group(1);
        String function = parts.group(2);
        if (function.isEmpty() || Modules.isPlumbing(module)) {
            return Frame.at(module, Long.parseUnsignedLong(parts.group(4), 16) - 1);
        }
        return AddressSpace.caller(function, module, parts.group(3) == null ? 0 : Long.decode(parts.group(3)));
    }
}
