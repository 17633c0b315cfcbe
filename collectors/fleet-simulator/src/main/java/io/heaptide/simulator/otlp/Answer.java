package io.heaptide.simulator.otlp;

import java.time.Duration;
import java.util.Optional;

/** How a receiver answered one request. */
sealed interface Answer {

    /**
     * Taken, perhaps not all of it.
     *
     * @param rejected points or records refused; never to be sent again
     * @param message the receiver's reason, empty if it gave none
     */
    record Accepted(long rejected, String message) implements Answer {}

    /**
     * Not taken now.
     *
     * @param after the wait the receiver asks for
     * @param why for a person
     */
    record TryAgain(Optional<Duration> after, String why) implements Answer {}

    /** Not taken, now or ever. */
    record Refused(String why) implements Answer {}
}
