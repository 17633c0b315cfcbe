package io.heaptide.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sites that are known and tolerated: lines of a fingerprint and the reason, which a {@code #} may set off. A fingerprint
 * survives moved lines and new builds, so the list does not rot with each change.
 *
 * @param reasons by fingerprint
 */
public record KnownLeaks(Map<String, String> reasons) {

    /** Nothing is tolerated. */
    public static final KnownLeaks NONE = new KnownLeaks(Map.of());

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16})(?:\\s+#?\\s*(.*))?");

    public KnownLeaks {
        reasons = Map.copyOf(reasons);
    }

    /**
     * Reads the list; blank lines and those that begin with {@code #} are comments.
     *
     * @throws IllegalArgumentException that names the line which is neither
     */
    public static KnownLeaks parse(List<String> lines) {
        Map<String, String> reasons = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher known = LINE.matcher(line);
            if (!known.matches()) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " does not begin with a fingerprint of 16 hexadecimal digits: " + line);
            }
            reasons.put(known.group(1), Optional.ofNullable(known.group(2)).orElse(""));
        }
        return new KnownLeaks(reasons);
    }

    /** Why a site is tolerated, if it is. */
    Optional<String> reason(String fingerprint) {
        return Optional.ofNullable(reasons.get(fingerprint));
    }
}
