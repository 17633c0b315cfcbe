package io.heaptide.app;

import io.heaptide.clickhouse.ClickHouseSink;
import io.heaptide.clickhouse.SinkConfig;
import io.heaptide.clickhouse.SinkHealth;
import java.time.InstantSource;

/** The ClickHouse sink. */
final class SinkPart implements Part {

    private final ClickHouseSink sink;

    SinkPart(SinkConfig config, InstantSource clock) {
        sink = new ClickHouseSink(config, clock);
        sink.start();
    }

    @Override
    public Role role() {
        return Role.SINK;
    }

    @Override
    public PartHealth health() {
        SinkHealth health = sink.health();
        return new PartHealth(health.healthy(), health.failed(), health);
    }

    @Override
    public void close() {
        sink.close();
    }
}
