package io.heaptide.clickhouse;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One table's flow at one moment.
 *
 * @param state how it is doing
 * @param problem what the last attempt failed on, empty if it did not
 * @param failingSince when the present run of failures began
 * @param records records read whose rows are safe, refused ones included
 * @param rows rows written
 * @param lag records that Kafka has and that were not read yet, as far as the consumer knows
 * @param dropped records that gave no row, by reason
 */
public record TableHealth(
        SinkState state,
        String problem,
        Optional<Instant> failingSince,
        long records,
        long rows,
        long lag,
        Map<DropReason, Long> dropped) {

    public TableHealth {
        dropped = Map.copyOf(dropped);
    }

    /** Whether nothing stands in its way. */
    public boolean healthy() {
        return state == SinkState.RUNNING;
    }
}
