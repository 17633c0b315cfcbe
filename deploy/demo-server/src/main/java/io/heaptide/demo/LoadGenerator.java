package io.heaptide.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Customers: places orders over real loopback HTTP at a fixed rate, one at a time, so load never piles up. */
final class LoadGenerator implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String ITEMS = "1 x tide table, 2 x life belt";

    private final HttpClient client;
    private final HttpRequest order;
    private final Thread customers;
    private final AtomicLong placed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private LoadGenerator(URI shop, int requestsPerSecond) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        order = HttpRequest.newBuilder(shop.resolve("/orders"))
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(ITEMS))
                .build();
        customers = new Thread(() -> placeOrders(requestsPerSecond), "shop-customers");
        customers.setDaemon(true);
    }

    static LoadGenerator start(URI shop, int requestsPerSecond) {
        LoadGenerator load = new LoadGenerator(shop, requestsPerSecond);
        if (requestsPerSecond > 0) {
            load.customers.start();
        }
        return load;
    }

    /** Orders answered with an id so far. */
    long placed() {
        return placed.get();
    }

    /** Orders that got no id so far. */
    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        customers.interrupt();
    }

    private void placeOrders(int requestsPerSecond) {
        long pauseNanos = TimeUnit.SECONDS.toNanos(1) / requestsPerSecond;
        long next = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                placeOrder();
                // a customer who had to wait is not made up for: a stall must not become a burst
                next = Math.max(next + pauseNanos, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void placeOrder() throws InterruptedException {
        try {
            int status = client.send(order, BodyHandlers.discarding()).statusCode();
            (status == 201 ? placed : failed).incrementAndGet();
        } catch (IOException refused) {
            failed.incrementAndGet();
        }
    }
}
