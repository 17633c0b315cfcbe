package io.heaptide.clickhouse;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Keeps one flow's {@link TableHealth}; written by the flow's thread, read by any. */
final class FlowMonitor {

    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private SinkState state = SinkState.STARTING;
    private String problem = "";
    private Optional<Instant> failingSince = Optional.empty();
    private long records;
    private long rows;
    private long lag;

    synchronized TableHealth health() {
        return new TableHealth(state, problem, failingSince, records, rows, lag, dropped);
    }

    synchronized void running() {
        state = SinkState.RUNNING;
        problem = "";
        failingSince = Optional.empty();
    }

    synchronized void retrying(String reason, Instant now) {
        state = SinkState.RETRYING;
        problem = reason;
        failingSince = Optional.of(failingSince.orElse(now));
    }

    synchronized void failed(String reason, Instant now) {
        retrying(reason, now);
        state = SinkState.FAILED;
    }

    synchronized void stopped() {
        state = state == SinkState.FAILED ? state : SinkState.STOPPED;
    }

    synchronized void lagging(long unread) {
        lag = unread;
    }

    synchronized void stored(RowBatch<?> batch) {
        records += batch.records();
        rows += batch.rows();
        batch.refusals().forEach(refusal -> dropped.merge(refusal.reason(), 1L, Long::sum));
    }
}
