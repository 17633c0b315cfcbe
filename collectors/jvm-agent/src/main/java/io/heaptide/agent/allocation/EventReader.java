package io.heaptide.agent.allocation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** Turns the recorder's events of one file into samples; equal stacks are one object there and are named once here. */
final class EventReader {

    private final int maxFrames;
    private final IdentityHashMap<RecordedStackTrace, CallPath> paths = new IdentityHashMap<>();

    EventReader(int maxFrames) {
        this.maxFrames = maxFrames;
    }

    Allocation allocation(RecordedEvent event) {
        return new Allocation(
                path(event.getStackTrace()), type(event.getClass("objectClass")), event.getLong("weight"));
    }

    Survivor survivor(RecordedEvent event) {
        @Nullable RecordedClass type = event.<RecordedObject>getValue("object").getClass("type");
        return new Survivor(path(event.getStackTrace()), type(type), objectBytes(event, type));
    }

    private CallPath path(@Nullable RecordedStackTrace stack) {
        return stack == null ? CallPath.UNKNOWN : paths.computeIfAbsent(stack, this::name);
    }

    private CallPath name(RecordedStackTrace stack) {
        List<Optional<String>> frames = new ArrayList<>(stack.getFrames().size());
        for (RecordedFrame frame : stack.getFrames()) {
            RecordedMethod method = frame.getMethod();
            frames.add(FrameNames.readable(method.getType().getName(), method.getName()));
        }
        return CallPath.of(frames, maxFrames);
    }

    private static String type(@Nullable RecordedClass type) {
        return type == null ? "" : TypeNames.readable(type.getName());
    }

    /** Newer JVMs say the size; before, it follows for arrays alone. */
    private static long objectBytes(RecordedEvent event, @Nullable RecordedClass type) {
        if (event.hasField("objectSize")) {
            return Math.max(0, event.getLong("objectSize"));
        }
        int elements = event.getInt("arrayElements");
        return type == null || elements < 0 ? 0 : TypeNames.arrayBytes(type.getName(), elements);
    }
}
