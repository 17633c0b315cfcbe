package io.heaptide.recordings;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to an allocation: what a site is identified by.
 *
 * <p>It starts at the blamed frame. The JDK's own frames inside it ({@code HashMap.resize}, {@code Arrays.copyOf}) and
 * outside the last of the application ({@code Thread.run}) are cut off: they differ between JDKs, while the path must
 * read the same across a fleet. Repeated frames are one, so that recursion depth does not make new paths.
 *
 * @param frames innermost first, at least one
 */
public record CallPath(List<String> frames) {

    /** Where nothing is known: the JVM allocated outside Java code, or the stack was lost. */
    public static final CallPath UNKNOWN = new CallPath(List.of("unknown"));

    public CallPath {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames must not be empty");
        }
    }

    /**
     * The path of a stack.
     *
     * @param stack readable frames, innermost first
     * @param maxFrames how many are kept, from the blamed one on
     */
    public static CallPath of(List<String> stack, int maxFrames) {
        List<String> frames = distinctNeighbours(stack);
        if (frames.isEmpty()) {
            return UNKNOWN;
        }
        int first = 0;
        while (first < frames.size() && FrameNames.isPlumbing(frames.get(first))) {
            first++;
        }
        int last = frames.size();
        while (last > first && FrameNames.isPlumbing(frames.get(last - 1))) {
            last--;
        }
        // where all is the JDK's own doing, its innermost frames are all there is to blame
        List<String> path = first == frames.size() ? frames : frames.subList(first, last);
        return new CallPath(path.subList(0, Math.min(maxFrames, path.size())));
    }

    /** The blamed frame. */
    public String site() {
        return frames.get(0);
    }

    private static List<String> distinctNeighbours(List<String> stack) {
        List<String> frames = new ArrayList<>(stack.size());
        for (String frame : stack) {
            if (frames.isEmpty() || !frames.get(frames.size() - 1).equals(frame)) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
