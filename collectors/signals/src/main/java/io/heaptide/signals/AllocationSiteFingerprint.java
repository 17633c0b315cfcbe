package io.heaptide.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The identity of an allocation site that survives a new build: 16 hexadecimal digits.
 *
 * <p>Made of the first {@value #APPLICATION_FRAMES} application frames, innermost first, each without line numbers,
 * offsets, module prefixes and the numbering of lambdas, proxies and generated classes. Runtime and allocator frames
 * are skipped wherever they stand: {@code HashMap.resize} or {@code malloc} allocates for everybody, and what lies
 * between two application frames changes with the runtime's version. Three frames, because one cannot tell two users of
 * a shared factory apart, and a whole stack changes whenever anything between {@code main} and the site does, which
 * would make the same leak look new in each version. Recursion counts once. Where every frame belongs to a runtime,
 * those frames are the site.
 */
public final class AllocationSiteFingerprint {

    private static final int APPLICATION_FRAMES = 3;
    private static final int DIGEST_BYTES = 8;

    private AllocationSiteFingerprint() {}

    /**
     * The fingerprint of a stack.
     *
     * @param frames innermost first, in any profiler's spelling
     */
    public static String of(List<String> frames) {
        List<String> application = firstDistinct(named(frames).filter(frame -> !PlumbingFrames.contains(frame)));
        return hash(application.isEmpty() ? firstDistinct(named(frames)) : application);
    }

    /**
     * Which frame to blame: the position of the first application frame, or else of the first that has a name, or else 0.
     *
     * @param frames innermost first, in any profiler's spelling
     */
    public static int blamed(List<String> frames) {
        int named = -1;
        for (int i = 0; i < frames.size(); i++) {
            String frame = FrameName.isNamed(frames.get(i)) ? normalise(frames.get(i)) : "";
            if (FrameName.isNamed(frame)) {
                if (!PlumbingFrames.contains(frame)) {
                    return i;
                }
                named = named < 0 ? i : named;
            }
        }
        return Math.max(named, 0);
    }

    /** Whether a frame belongs to a runtime, the system or an allocator; a library of these is one as {@code libc.so.6!}. */
    public static boolean isPlumbing(String frame) {
        return PlumbingFrames.contains(normalise(frame));
    }

    /** Lazily: stacks are deep, and the first frames mostly tell. */
    private static Stream<String> named(List<String> frames) {
        return frames.stream()
                .filter(FrameName::isNamed)
                .map(AllocationSiteFingerprint::normalise)
                .filter(FrameName::isNamed);
    }

    private static String normalise(String frame) {
        return NativeName.normalise(FrameName.normalise(frame));
    }

    private static List<String> firstDistinct(Stream<String> frames) {
        List<String> first = new ArrayList<>(APPLICATION_FRAMES);
        Iterator<String> each = frames.iterator();
        while (first.size() < APPLICATION_FRAMES && each.hasNext()) {
            String frame = each.next();
            boolean repeats = !first.isEmpty() && first.get(first.size() - 1).equals(frame);
            if (!repeats) {
                first.add(frame);
            }
        }
        return first;
    }

    private static String hash(List<String> frames) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", frames).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
