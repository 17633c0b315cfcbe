package io.heaptide.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OrderCacheTest {

    @Test
    void keepsEveryReceiptWhenItHasNoBound() {
        OrderCache cache = OrderCache.unbounded();

        fill(cache, 10_000);

        assertThat(cache.size()).isEqualTo(10_000);
        assertThat(cache.find("order-0")).isPresent();
    }

    @Test
    void dropsTheReceiptNobodyUsedForLongestWhenItIsFull() {
        OrderCache cache = OrderCache.leastRecentlyUsed(3);
        fill(cache, 3);
        assertThat(cache.find("order-0")).isPresent();

        cache.put("order-3", new byte[1]);

        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.find("order-1")).isEmpty();
        assertThat(cache.find("order-0")).isPresent();
    }

    @Test
    void neverExceedsItsBound() {
        OrderCache cache = OrderCache.leastRecentlyUsed(500);

        fill(cache, 10_000);

        assertThat(cache.size()).isEqualTo(500);
    }

    @Test
    void keepsItsOwnCopyOfAReceipt() {
        OrderCache cache = OrderCache.unbounded();
        byte[] receipt = {1, 2, 3};
        cache.put("order", receipt);

        receipt[0] = 9;

        assertThat(cache.find("order"))
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(1, 2, 3));
    }

    private static void fill(OrderCache cache, int orders) {
        for (int order = 0; order < orders; order++) {
            cache.put("order-" + order, new byte[1]);
        }
    }
}
