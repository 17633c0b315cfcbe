package io.heaptide.notifier;

import java.util.Map;

/**
 * What became of the alerts of one target since the start: read = delivered + dropped + waiting.
 *
 * @param delivered alerts the target took
 * @param retries failed attempts that will be or were repeated
 * @param dropped alerts not sent, by reason; every reason is present
 */
public record DeliveryCounts(long delivered, long retries, Map<DropReason, Long> dropped) {

    public DeliveryCounts {
        dropped = Map.copyOf(dropped);
    }
}
