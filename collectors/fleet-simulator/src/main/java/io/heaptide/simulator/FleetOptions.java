package io.heaptide.simulator;

import io.heaptide.simulator.model.Fleet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fleet is simulated. */
final class FleetOptions {

    private static final int DEFAULT_SERVICES = 50;

    @Option(
            names = "--fleet",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "demo: ten healthy services whose shapes show within minutes; demo-leaks: the same and four "
                    + "that leak; standard: production-like, a quarter leaks (default: ${DEFAULT-VALUE})")
    private FleetName name = FleetName.DEMO;

    @Option(
            names = "--services",
            paramLabel = "N",
            description = "size of the standard fleet (default: " + DEFAULT_SERVICES + ")")
    private @Nullable Integer services;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of everything random (default: ${DEFAULT-VALUE})")
    private long seed;

    Fleet fleet() {
        if (services != null && (name != FleetName.STANDARD || services < 1)) {
            throw new IllegalArgumentException("--services needs --fleet standard and at least 1, got " + services);
        }
        return switch (name) {
            case DEMO -> Fleet.demo(seed);
            case DEMO_LEAKS -> Fleet.demoWithLeaks(seed);
            case STANDARD -> Fleet.standard(services == null ? DEFAULT_SERVICES : services, seed);
        };
    }
}
