package io.heaptide.agent;

import java.lang.management.ManagementFactory;
import java.time.Instant;

/** When this process came to life: the mark of one incarnation of an instance. */
final class ProcessBirth {

    private static final Instant INSTANT = ProcessHandle.current()
            .info()
            .startInstant()
            .orElseGet(() ->
                    Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));

    private ProcessBirth() {}

    static Instant instant() {
        return INSTANT;
    }
}
