package io.heaptide.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ShopServerTest {

    private static final ShopSettings LEAKING = new ShopSettings("checkout", 0, 0, 1024, 16 * 1024, true, 2, false);
    private static final ShopSettings HEALTHY = new ShopSettings("catalog", 0, 0, 1024, 16 * 1024, false, 2, false);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersAnOrderWithTheIdOfItsReceipt() throws Exception {
        try (ShopServer shop = ShopServer.start(LEAKING)) {
            HttpResponse<byte[]> placed = post(shop, "1 x rope");
            HttpResponse<byte[]> receipt = get(shop, "/orders/" + new String(placed.body(), UTF_8));

            assertThat(placed.statusCode()).isEqualTo(201);
            assertThat(receipt.statusCode()).isEqualTo(200);
            assertThat(receipt.body()).hasSize(1024);
            assertThat(new String(receipt.body(), UTF_8)).contains("1 x rope");
        }
    }

    @Test
    void answers404ForAnOrderItDoesNotKnow() throws Exception {
        try (ShopServer shop = ShopServer.start(LEAKING)) {
            assertThat(get(shop, "/orders/none").statusCode()).isEqualTo(404);
            assertThat(get(shop, "/orders").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keepsEveryReceiptWhenLeakingAndAFewWhenHealthy() throws Exception {
        assertThat(receiptsAfterFiveOrders(LEAKING)).isEqualTo("5 receipts\n");
        assertThat(receiptsAfterFiveOrders(HEALTHY)).isEqualTo("2 receipts\n");
    }

    @Test
    void placesOrdersOfItsOwnThroughHttp() throws Exception {
        try (ShopServer shop = ShopServer.start(LEAKING);
                LoadGenerator load = LoadGenerator.start(shop.uri(), 100)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (load.placed() < 10 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertThat(load.placed()).isGreaterThanOrEqualTo(10);
            assertThat(load.failed()).isZero();
        }
    }

    private String receiptsAfterFiveOrders(ShopSettings settings) throws IOException, InterruptedException {
        try (ShopServer shop = ShopServer.start(settings)) {
            for (int order = 0; order < 5; order++) {
                post(shop, "1 x buoy");
            }
            return new String(get(shop, "/health").body(), UTF_8);
        }
    }

    private HttpResponse<byte[]> post(ShopServer shop, String items) throws IOException, InterruptedException {
        URI orders = shop.uri().resolve("/orders");
        return client.send(
                HttpRequest.newBuilder(orders)
                        .POST(BodyPublishers.ofString(items))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(ShopServer shop, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(shop.uri().resolve(path)).build(), BodyHandlers.ofByteArray());
    }
}
