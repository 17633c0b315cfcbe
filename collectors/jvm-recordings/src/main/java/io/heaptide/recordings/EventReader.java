package io.heaptide.recordings;

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
public final class EventReader {

    /** Stacks of a chunk that is done are of no more use. */
    private static final int MAX_NAMED = 1 << 14;

    private final int maxFrames;
    private final IdentityHashMap<RecordedStackTrace, CallPath> named = new IdentityHashMap<>();

    /**
     * A reader of one recording.
     *
     * @param maxFrames how much of a stack it keeps
     */
    public EventReader(int maxFrames) {
        this.maxFrames = maxFrames;
    }

    /** Where it happened. */
    public CallPath path(RecordedEvent event) {
        @Nullable RecordedStackTrace stack = event.getStackTrace();
        if (stack == null) {
            return CallPath.UNKNOWN;
        }
        if (named.size() == MAX_NAMED) {
            named.clear();
        }
        return named.computeIfAbsent(stack, this::name);
    }

    /** The allocated objects' type; empty if unknown. */
    public String type(RecordedEvent event) {
        return type(event.getClass("objectClass"));
    }

    /** A survivor as the JVM lists it, in {@code jdk.OldObjectSample}. */
    public Survivor survivor(RecordedEvent event) {
        @Nullable RecordedClass type = event.<RecordedObject>getValue("object").getClass("type");
        return new Survivor(path(event), type(type), objectBytes(event, type), event.getInstant("allocationTime"));
    }

    private CallPath name(RecordedStackTrace stack) {
        List<String> frames = new ArrayList<>(stack.getFrames().size());
        for (RecordedFrame frame : stack.getFrames()) {
            RecordedMethod method = frame.getMethod();
            FrameNames.readable(method.getType().getName(), method.getName()).ifPresent(frames::add);
        }
        return CallPath.of(frames, maxFrames);
    }

    private static String type(@Nullable RecordedClass type) {
        return type == null ? "" : TypeNames.readable(type.getName());
    }

    /** JVMs after 17 say the size; before, it follows for arrays alone. */
    private static long objectBytes(RecordedEvent event, @Nullable RecordedClass type) {
        if (event.hasField("objectSize")) {
            return Math.max(0, event.getLong("objectSize"));
        }
        int elements = event.getInt("arrayElements");
        return type == null || elements < 0 ? 0 : ObjectLayout.COMPRESSED.arrayBytes(type.getName(), elements);
    }
}
