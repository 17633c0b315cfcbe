package io.heaptide.gateway.profiles;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frames of an allocation, and what was allocated if they tell.
 *
 * @param frames innermost first
 * @param type empty if unknown
 */
record StackFrames(List<String> frames, String type) {

    /** async-profiler puts the class of what was allocated where the innermost frame is: {@code byte[]_[i]}. */
    private static final Pattern ALLOCATED_CLASS = Pattern.compile("(.+)_\\[[ik]]");

    static StackFrames of(List<String> frames) {
        Matcher allocated = ALLOCATED_CLASS.matcher(frames.get(0));
        if (!allocated.matches() || frames.size() == 1) {
            return new StackFrames(frames, "");
        }
        // and writes packages as the JVM does, with slashes
        List<String> java =
                frames.stream().skip(1).map(frame -> frame.replace('/', '.')).toList();
        return new StackFrames(java, allocated.group(1).replace('/', '.'));
    }

    long chars() {
        return type.length() + frames.stream().mapToLong(String::length).sum();
    }
}
