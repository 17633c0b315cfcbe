package io.heaptide.importers.jvm;

import io.heaptide.importers.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a stack that names a site, cut as the JVM agent cuts it: from the blamed frame to the application's last.
 * The JDK's frames inside and outside of that differ between its versions. Repeated frames are one, so that the depth
 * of a recursion does not make new paths.
 */
final class CallPath {

    private CallPath() {}

    /**
     * The frames of a site.
     *
     * @param stack readable frames, innermost first
     */
    static List<Frame> of(List<String> stack) {
        List<String> frames = distinctNeighbours(stack);
        if (frames.isEmpty()) {
            return List.of(Frame.UNKNOWN);
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
        return path.stream().map(Frame::named).toList();
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
