package io.heaptide.notifier;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to deliver. */
sealed interface Outcome {

    /** The target took responsibility for the message. */
    record Accepted() implements Outcome {}

    /**
     * Worth another attempt.
     *
     * @param reason why, free of secrets once it has left {@link HttpSender}
     * @param notBefore how long the target asked to be left alone
     */
    record Retry(String reason, Optional<Duration> notBefore) implements Outcome {}

    /** The same request will never be taken. */
    record Rejected(String reason) implements Outcome {}
}
