package io.heaptide.simulator.model;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that begins or ends a life of an instance.
 *
 * @param life whose
 * @param type what happened
 * @param at when
 * @param reason as an operator would read it
 */
public record FleetEvent(Life life, Type type, Instant at, String reason) {

    /** Checks every part. */
    public FleetEvent {
        Require.named("event.reason", reason);
    }

    /** What can happen to an instance. */
    public enum Type {
        /** A process starts. */
        START,
        /** A process ends in good order. */
        STOP,
        /** A process is killed at its memory limit. */
        OOM_KILL,
        /** A new version of the service is rolled out; said once, by its first instance. */
        DEPLOY;

        /** As written on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
