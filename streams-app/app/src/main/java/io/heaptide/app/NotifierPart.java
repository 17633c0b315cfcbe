package io.heaptide.app;

import io.heaptide.notifier.DeliveryCounts;
import io.heaptide.notifier.Notifier;
import io.heaptide.notifier.NotifierConfig;
import io.heaptide.notifier.NotifierHealth;
import io.heaptide.notifier.TargetHealth;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;

/** The notifier. */
final class NotifierPart implements Part {

    private final Notifier notifier;

    NotifierPart(NotifierConfig config, InstantSource clock) {
        notifier = new Notifier(config, clock);
        notifier.start();
    }

    @Override
    public Role role() {
        return Role.NOTIFIER;
    }

    @Override
    public PartHealth health() {
        NotifierHealth health = notifier.health();
        return new PartHealth(health.isHealthy(), !health.isHealthy(), health);
    }

    @Override
    public void tell(Meters meters) {
        for (TargetHealth target : notifier.health().targets()) {
            Tags tags = Tags.of("target", target.target());
            DeliveryCounts counts = target.counts();
            meters.gauge("heaptide.notifier.waiting", "Alerts read and not yet taken", tags, target.waiting());
            meters.count("heaptide.notifier.delivered", "Alerts that the target took", tags, counts.delivered());
            meters.count("heaptide.notifier.retries", "Failed attempts to be repeated", tags, counts.retries());
            counts.dropped()
                    .forEach((reason, count) -> meters.count(
                            "heaptide.notifier.dropped",
                            "Alerts that were not sent",
                            tags.and("heaptide.drop.reason", reason.code()),
                            count));
        }
    }

    @Override
    public void close() {
        notifier.close();
    }
}
