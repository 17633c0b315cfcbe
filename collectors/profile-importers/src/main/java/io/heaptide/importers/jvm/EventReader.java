package io.heaptide.importers.jvm;

import io.heaptide.importers.Frame;
import io.heaptide.importers.jvm.LiveSamples.Sample;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** Stacks and types of a recording's events; equal stacks of a chunk are one object there and are named once here. */
final class EventReader {

    /** Stacks of a chunk that is done are of no more use. */
    private static final int MAX_NAMED = 1 << 14;

    private final IdentityHashMap<RecordedStackTrace, List<Frame>> named = new IdentityHashMap<>();

    List<Frame> frames(RecordedEvent event) {
        @Nullable RecordedStackTrace stack = event.getStackTrace();
        if (stack == null) {
            return List.of(Frame.UNKNOWN);
        }
        if (named.size() == MAX_NAMED) {
            named.clear();
        }
        return named.computeIfAbsent(stack, EventReader::name);
    }

    /** The allocated objects' type. */
    String type(RecordedEvent event) {
        return type(event.getClass("objectClass"));
    }

    /** A survivor as the JVM lists it; JVMs after 17 say its size. */
    Sample oldObject(RecordedEvent event) {
        @Nullable RecordedClass type = event.<RecordedObject>getValue("object").getClass("type");
        long bytes = event.hasField("objectSize") ? Math.max(0, event.getLong("objectSize")) : arrayBytes(event, type);
        return new Sample(frames(event), type(type), bytes, event.getInstant("allocationTime"));
    }

    /** A survivor as async-profiler lists it. */
    Sample liveObject(RecordedEvent event) {
        return new Sample(
                frames(event),
                type(event),
                Math.max(0, event.getLong("allocationSize")),
                event.getInstant("allocationTime"));
    }

    private static long arrayBytes(RecordedEvent event, @Nullable RecordedClass type) {
        int elements = event.getInt("arrayElements");
        return type == null || elements < 0 ? 0 : ObjectLayout.COMPRESSED.arrayBytes(type.getName(), elements);
    }

    private static List<Frame> name(RecordedStackTrace stack) {
        List<String> frames = new ArrayList<>(stack.getFrames().size());
        for (RecordedFrame frame : stack.getFrames()) {
            RecordedMethod method = frame.getMethod();
            FrameNames.readable(method.getType().getName(), method.getName()).ifPresent(frames::add);
        }
        return CallPath.of(frames);
    }

    private static String type(@Nullable RecordedClass type) {
        return type == null ? "" : TypeNames.readable(type.getName());
    }
}
