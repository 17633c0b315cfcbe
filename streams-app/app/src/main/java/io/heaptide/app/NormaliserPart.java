package io.heaptide.app;

import io.heaptide.normaliser.Normaliser;
import io.heaptide.normaliser.NormaliserConfig;
import io.heaptide.normaliser.NormaliserHealth;
import java.time.InstantSource;

/** The normaliser of raw OTLP metrics. */
final class NormaliserPart implements Part {

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
    public void close() {
        normaliser.close();
    }
}
