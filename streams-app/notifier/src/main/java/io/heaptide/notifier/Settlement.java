package io.heaptide.notifier;

import java.time.Instant;

/** What became of one record. */
sealed interface Settlement {

    /**
     * Done with: its offset may be committed.
     *
     * @param delivered what the target has taken of this partition by now
     * @param contacted whether the target was asked
     */
    record Settled(DeliveredKeys delivered, boolean contacted) implements Settlement {}

    /**
     * To be tried again.
     *
     * @param until not before this
     * @param wholeTarget whether the target asked for silence, which holds for every partition
     * @param reason free of secrets
     */
    record Postponed(Instant until, boolean wholeTarget, String reason) implements Settlement {}
}
