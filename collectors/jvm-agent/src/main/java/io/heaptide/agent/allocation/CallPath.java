package io.heaptide.agent.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way to an allocation: what a site is identified by.
 *
 * <p>It starts at the blamed frame. The JDK's own frames inside it ({@code HashMap.resize}, {@code Arrays.copyOf}) and
 * outside the last of the application ({@code Thread.run}) are cut off: they differ between JDKs, while the path must
 * read the same across a fleet. Repeated frames are one, so that recursion depth does not make new paths.
 *
 * @param frames innermost first, at least one
 */
record CallPath(List<String> frames) {

    /** Where nothing is known: the JVM allocated outside Java code, or the stack was lost. */
    static final CallPath UNKNOWN = new CallPath(List.of("unknown"));

    CallPath {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames must not be empty");
        }
    }

    /** The path of a stack of readable frames, innermost first. */
    static CallPath of(List<Optional<String>> stack, int maxFrames) {
        List<String> frames = distinctNeighbours(stack);
        if (frames.isEmpty()) {
            return UNKNOWN;
        }
        int first = 0;
        while (first < frames.size() && FrameNames.isPlumbing(frames.get(first))) {
            first++;
        }
        if (first == frames.size()) { // the JDK's own doing: its innermost frame is all there is to blame
            return new CallPath(frames.subList(0, Math.min(maxFrames, frames.size())));
        }
        int last = frames.size();
        while (FrameNames.isPlumbing(frames.get(last - 1))) {
            last--;
        }
        return new CallPath(frames.subList(first, Math.min(last, first + maxFrames)));
    }

    /** The blamed frame. */
    String site() {
        return frames.get(0);
    }

    private static List<String> distinctNeighbours(List<Optional<String>> stack) {
        List<String> frames = new ArrayList<>(stack.size());
        for (Optional<String> frame : stack) {
            if (frame.isPresent()
                    && (frames.isEmpty() || !frames.get(frames.size() - 1).equals(frame.get()))) {
                frames.add(frame.get());
            }
        }
        return frames;
    }
}
