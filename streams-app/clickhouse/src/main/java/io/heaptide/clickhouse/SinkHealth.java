package io.heaptide.clickhouse;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sink at one moment.
 *
 * @param schema how the migrations are doing; {@link SinkState#RUNNING} once the database is as this build needs it
 * @param problem what the migrations failed on last, empty if they did not
 * @param tables each table's flow, by name; empty until the migrations are done
 */
public record SinkHealth(SinkState schema, String problem, Map<String, TableHealth> tables) {

    public SinkHealth {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** Whether everything flows. */
    public boolean healthy() {
        return schema == SinkState.RUNNING && tables.values().stream().allMatch(TableHealth::healthy);
    }

    /** Whether something is beyond retrying. */
    public boolean failed() {
        return schema == SinkState.FAILED
                || tables.values().stream().anyMatch(table -> table.state() == SinkState.FAILED);
    }
}
