package io.heaptide.simulator.model;

import java.time.Duration;

/**
 * A version and when it is rolled out.
 *
 * @param version {@code service.version}
 * @param at in fleet time; the first release of a service runs from whenever its instances start
 */
public record Release(String version, Duration at) {

    /** Checks every part. */
    public Release {
        Require.named("release.version", version);
    }
}
