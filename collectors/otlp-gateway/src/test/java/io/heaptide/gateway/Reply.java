package io.heaptide.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * What a sender learns, whatever the transport.
 *
 * @param kind how it went
 * @param rejected points or records rejected
 * @param message the server's words
 * @param retryAfter when to come back, if told
 */
record Reply(Kind kind, long rejected, String message, Optional<Duration> retryAfter) {

    enum Kind {
        ACCEPTED,
        RETRYABLE,
        TOO_LARGE,
        FAILED
    }

    static Reply accepted(long rejected, String message) {
        return new Reply(Kind.ACCEPTED, rejected, message, Optional.empty());
    }
}
