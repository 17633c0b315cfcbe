package io.heaptide.diagnosis;

import java.util.concurrent.atomic.LongAdder;

/** What happened so far. */
public final class DiagnosisCounters {

    private final LongAdder asked = new LongAdder();
    private final LongAdder captured = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    void ask() {
        asked.increment();
    }

    void capture() {
        captured.increment();
    }

    void refuse() {
        refused.increment();
    }

    void fail() {
        failed.increment();
    }

    void malformed() {
        malformed.increment();
    }

    /** Requests that this agent sent. */
    public long asked() {
        return asked.sum();
    }

    /** Instances looked into, and told. */
    public long captured() {
        return captured.sum();
    }

    /** Instances of this agent's not looked into for want of budget. */
    public long refused() {
        return refused.sum();
    }

    /** Instances that could not be looked into. */
    public long failed() {
        return failed.sum();
    }

    /** Records of Kafka that could not be read. */
    public long malformedRecords() {
        return malformed.sum();
    }
}
