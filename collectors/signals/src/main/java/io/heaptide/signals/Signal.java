package io.heaptide.signals;

import java.util.Optional;

/**
 * One canonical memory signal.
 *
 * @param name the OpenTelemetry metric name, or a name in its style where it has none
 * @param role whether a reading is an amount in use, a ceiling, a promise or work in hand
 * @param scope what the reading covers
 * @param evidence how well the signal shows a leak; present for usage only
 */
public record Signal(String name, Role role, Scope scope, Optional<Evidence> evidence) {

    /** What a reading of a signal is. */
    public enum Role {
        USAGE,
        LIMIT,
        REQUEST,
        /** requests in hand, a count and no bytes: what memory may go with */
        LOAD
    }

    /** What a reading covers. */
    public enum Scope {
        RUNTIME,
        PROCESS,
        CONTAINER,
        POD,
        FUNCTION,
        NODE
    }

    /** How well a usage signal shows a leak, the best first. */
    public enum Evidence {
        /** what a collection could not free */
        LIVE_HEAP,
        /** a managed heap between collections: a sawtooth */
        HEAP,
        /** memory that no file backs: heaps, stacks and native allocations of the whole process */
        ANONYMOUS,
        /** buffers beside the managed heap */
        NATIVE,
        /** what the kernel would not give back at once: page cache in use included */
        WORKING_SET,
        /** everything charged, page cache included */
        TOTAL
    }

    public Signal {
        if (name.isBlank()) {
            throw new IllegalArgumentException("signal.name must not be blank");
        }
        if (evidence.isPresent() != (role == Role.USAGE)) {
            throw new IllegalArgumentException(
                    "signal.evidence of " + name + " must be present exactly for usage, got " + evidence);
        }
    }
}
