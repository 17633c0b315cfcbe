package io.heaptide.notifier;

import io.heaptide.schemas.LeakAlert;
import java.time.Duration;
import java.time.Instant;

/**
 * How one channel wants an alert. A new channel is one implementation and its constant in {@link Channel}.
 *
 * <p>Pure: no input but the arguments, no output but the result. It must take every alert, however hostile its names,
 * and stay within the channel's limits.
 */
interface ChatFormat {

    /** The request for an alert, built anew for every attempt because signatures carry the time. */
    ChatRequest request(LeakAlert alert, Target target, Instant now);

    /** What the channel's answer means; by HTTP status alone unless the channel hides failures behind a 200. */
    default Outcome judge(Reply reply) {
        return reply.byStatus();
    }

    /** Whether it signs with the target's secrets. */
    default boolean signs() {
        return false;
    }

    /** The least time between two messages that the channel puts up with. */
    default Duration pace() {
        return Duration.ZERO;
    }
}
