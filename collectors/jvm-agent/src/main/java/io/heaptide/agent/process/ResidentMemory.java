package io.heaptide.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident set size of this process. */
final class ResidentMemory {

    private static final Pattern VM_RSS = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private final Path status;

    ResidentMemory(Path root) {
        status = root.resolve("proc/self/status");
    }

    /** Empty where the operating system has no {@code /proc}. */
    OptionalLong bytes() {
        try {
            Matcher rss = VM_RSS.matcher(Files.readString(status));
            return rss.find() ? OptionalLong.of(Long.parseLong(rss.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }
}
