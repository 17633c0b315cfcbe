package io.heaptide.simulator.model;

/** A memory reading under the name that OpenTelemetry gives it. */
public enum Signal {
    /** Old generation, garbage included. */
    JVM_USED("jvm.memory.used", "G1 Old Gen"),
    /** Old generation after its last collection; 0 before the first, as the JVM itself answers. */
    JVM_USED_AFTER_LAST_GC("jvm.memory.used_after_last_gc", "G1 Old Gen"),
    /** All memory of the Go runtime that is not given back. */
    GO_USED("go.memory.used", ""),
    /** Resident memory plus active page cache: what the OOM killer looks at. */
    CONTAINER_WORKING_SET("container.memory.working_set", ""),
    /** Anonymous memory. */
    CONTAINER_RSS("container.memory.rss", ""),
    /** Resident memory of a process on a host. */
    PROCESS_USAGE("process.memory.usage", "");

    private final String metric;
    private final String pool;

    Signal(String metric, String pool) {
        this.metric = metric;
        this.pool = pool;
    }

    /** The OpenTelemetry metric name. */
    public String metric() {
        return metric;
    }

    /** The memory pool, empty if the signal has none. */
    public String pool() {
        return pool;
    }
}
