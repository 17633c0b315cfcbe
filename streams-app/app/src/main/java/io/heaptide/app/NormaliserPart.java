package io.heaptide.app;

import io.heaptide.normaliser.Normaliser;
import io.heaptide.normaliser.NormaliserConfig;
import io.heaptide.normaliser.NormaliserHealth;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;

/** The normaliser of raw OTLP metrics. */
final class NormaliserPart implements Part {

    private static final String DROP_REASON = "heaptide.drop.reason";

    private final Normaliser normaliser;

    NormaliserPart(NormaliserConfig config, InstantSource clock) {
        normaliser = new Normaliser(config, clock);
        normaliser.start();
    }

    @Override
    public Role role() {
        return Role.NORMALISER;
    }

    @Override
    public PartHealth health() {
        NormaliserHealth health = normaliser.health();
        return new PartHealth(health.isHealthy(), health.hasFailed(), health);
    }

    @Override
    public void tell(Meters meters) {
        NormaliserHealth health = normaliser.health();
        Tags none = Tags.empty();
        meters.count("heaptide.normaliser.records", "Records whose readings are safe", none, health.records());
        meters.count("heaptide.normaliser.readings", "Readings published", none, health.readings());
        meters.count(
                "heaptide.normaliser.points.ignored", "Data points not about memory", none, health.ignoredPoints());
        meters.gauge("heaptide.normaliser.lag", "Records in Kafka that were not read yet", none, health.lag());
        health.rejectedPoints()
                .forEach((reason, count) -> meters.count(
                        "heaptide.normaliser.points.rejected",
                        "Data points that could not be used",
                        Tags.of(DROP_REASON, reason),
                        count));
        health.dropped()
                .forEach((reason, count) -> meters.count(
                        "heaptide.normaliser.records.dropped",
                        "Records that gave nothing",
                        Tags.of(DROP_REASON, reason),
                        count));
    }

    @Override
    public void close() {
        normaliser.close();
    }
}
