package io.heaptide.app;

import io.heaptide.notifier.Notifier;
import io.heaptide.notifier.NotifierConfig;
import io.heaptide.notifier.NotifierHealth;
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
    public void close() {
        notifier.close();
    }
}
