package io.heaptide.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Receipts by order id, so that a customer who reloads the page need not wait for the printer again.
 *
 * <p>The cache without a bound is the demo's leak: nobody asks for an old receipt, and nothing ever drops one.
 */
final class OrderCache {

    private final Map<String, byte[]> receipts;

    private OrderCache(Map<String, byte[]> receipts) {
        this.receipts = receipts;
    }

    /** A cache that keeps every receipt for ever. */
    static OrderCache unbounded() {
        return new OrderCache(new LinkedHashMap<>());
    }

    /** A cache that drops the receipt nobody used for longest. */
    static OrderCache leastRecentlyUsed(int maxOrders) {
        return new OrderCache(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > maxOrders;
            }
        });
    }

    /** Keeps a copy: the caller prints the next receipt into the same array. */
    synchronized void put(String orderId, byte[] receipt) {
        receipts.put(orderId, receipt.clone());
    }

    synchronized Optional<byte[]> find(String orderId) {
        return Optional.ofNullable(receipts.get(orderId)).map(byte[]::clone);
    }

    synchronized int size() {
        return receipts.size();
    }
}
