package io.heaptide.simulator.model;

import java.util.List;
import java.util.Locale;

/** What measures a service, and so which signals it has. */
public enum RuntimeKind {
    /** A JVM with the OpenTelemetry Java agent, in a pod. */
    JVM(List.of(Signal.JVM_USED, Signal.JVM_USED_AFTER_LAST_GC)),
    /** A Go program with the OpenTelemetry SDK, in a pod. */
    GO(List.of(Signal.GO_USED)),
    /** Any program, seen through its container. */
    CONTAINER(List.of(Signal.CONTAINER_WORKING_SET, Signal.CONTAINER_RSS)),
    /** Any program, seen through its process on a host; it has no limit. */
    PROCESS(List.of(Signal.PROCESS_USAGE));

    @SuppressWarnings("ImmutableEnumChecker") // always from List.of
    private final List<Signal> signals;

    RuntimeKind(List<Signal> signals) {
        this.signals = signals;
    }

    /** As written in label files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The readings of one instance, in the order they are emitted. */
    public List<Signal> signals() {
        return signals;
    }
}
