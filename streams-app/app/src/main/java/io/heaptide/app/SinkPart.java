package io.heaptide.app;

import io.heaptide.clickhouse.ClickHouseSink;
import io.heaptide.clickhouse.SinkConfig;
import io.heaptide.clickhouse.SinkHealth;
import io.micrometer.core.instrument.Tags;
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
    public void tell(Meters meters) {
        sink.health().tables().forEach((name, table) -> {
            Tags tags = Tags.of("table", name);
            meters.count("heaptide.sink.records", "Records whose rows are safe", tags, table.records());
            meters.count("heaptide.sink.rows", "Rows written", tags, table.rows());
            meters.gauge("heaptide.sink.lag", "Records in Kafka that were not read yet", tags, table.lag());
            table.dropped()
                    .forEach((reason, count) -> meters.count(
                            "heaptide.sink.records.dropped",
                            "Records that gave no row",
                            tags.and("heaptide.drop.reason", reason.code()),
                            count));
        });
    }

    @Override
    public void close() {
        sink.close();
    }
}
