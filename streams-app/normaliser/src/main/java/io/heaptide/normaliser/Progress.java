package io.heaptide.normaliser;

import io.heaptide.normaliser.NormaliserHealth.State;
import io.heaptide.signals.MappedMetrics;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the {@link NormaliserHealth}; written by all threads of a normaliser, read by any. */
final class Progress {

    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private State state = State.STARTING;
    private String problem = "";
    private long records;
    private long readings;
    private long ignored;

    /** @param lag records not read yet */
    synchronized NormaliserHealth health(long lag) {
        return new NormaliserHealth(state, problem, lag, records, readings, ignored, rejected, dropped);
    }

    synchronized void running() {
        if (state != State.FAILED) {
            state = State.RUNNING;
            problem = "";
        }
    }

    /** Returns whether this is news. */
    synchronized boolean retrying(String reason) {
        boolean news = state != State.RETRYING;
        if (state != State.FAILED) {
            state = State.RETRYING;
            problem = reason;
        }
        return news;
    }

    synchronized void failed(String reason) {
        state = State.FAILED;
        problem = reason;
    }

    synchronized void stopped() {
        state = state == State.FAILED ? state : State.STOPPED;
    }

    synchronized void took(MappedMetrics mapped) {
        records++;
        readings += mapped.readingCount();
        ignored += mapped.ignoredPoints();
        mapped.rejections().byReason().forEach((reason, count) -> rejected.merge(reason.code(), count, Long::sum));
    }

    synchronized void dropped(DropReason reason) {
        records++;
        dropped.merge(reason.code(), 1L, Long::sum);
    }
}
