package io.heaptide.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The shop: {@code POST /orders} places an order and answers its id, {@code GET /orders/<id>} answers the receipt,
 * {@code GET /health} the number of cached receipts.
 */
public final class ShopServer implements AutoCloseable {

    private static final String ORDERS = "/orders";
    private static final int WORKERS = 4;
    private static final int LARGEST_ORDER = 64 * 1024;

    private final HttpServer http;
    private final ExecutorService workers;
    private final OrderCache cache;
    private final ReceiptPrinter printer;

    private ShopServer(HttpServer http, ShopSettings settings) {
        this.http = http;
        this.workers = Executors.newFixedThreadPool(WORKERS);
        this.cache =
                settings.leaking() ? OrderCache.unbounded() : OrderCache.leastRecentlyUsed(settings.cachedOrders());
        this.printer = new ReceiptPrinter(settings.receiptBytes(), settings.churnBytes());
    }

    /** Runs a shop with its load until the process is told to stop. */
    public static void main(String[] arguments) throws IOException {
        ShopSettings settings = settingsOrExit(arguments);
        // JDK 17's server writes head and body in two packets; without this each answer waits 40 ms for an ACK
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ShopServer shop = start(settings);
        LoadGenerator load = LoadGenerator.start(shop.uri(), settings.requestsPerSecond());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            load.close();
                            shop.close();
                        },
                        "shop-shutdown"));
        if (settings.stopWithInput()) {
            Thread lifeline = new Thread(() -> exitAtEndOf(System.in), "lifeline");
            lifeline.setDaemon(true);
            lifeline.start();
        }
        System.out.printf(
                "%s listening on %s, %d orders/s, %s%n",
                settings.name(),
                shop.uri(),
                settings.requestsPerSecond(),
                settings.leaking() ? "cache without eviction" : "cache of " + settings.cachedOrders() + " orders");
    }

    private static void exitAtEndOf(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            System.err.println("standard input is broken: " + broken.getMessage());
        }
        System.exit(0);
    }

    /** A shop that listens, without load. */
    static ShopServer start(ShopSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        ShopServer shop = new ShopServer(HttpServer.create(address, 0), settings);
        shop.http.setExecutor(shop.workers);
        shop.http.createContext(ORDERS, shop::orders);
        shop.http.createContext("/health", exchange -> answer(exchange, 200, shop.cache.size() + " receipts\n"));
        shop.http.start();
        return shop;
    }

    URI uri() {
        InetSocketAddress address = http.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdown();
    }

    private void orders(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> place(exchange);
            case "GET" -> receipt(exchange);
            default -> answer(exchange, 405, "POST or GET\n");
        }
    }

    private void place(HttpExchange exchange) throws IOException {
        String items = new String(exchange.getRequestBody().readNBytes(LARGEST_ORDER), UTF_8);
        String orderId = UUID.randomUUID().toString();
        cache.put(orderId, printer.print(orderId, items));
        answer(exchange, 201, orderId);
    }

    private void receipt(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<byte[]> receipt =
                path.length() > ORDERS.length() ? cache.find(path.substring(ORDERS.length() + 1)) : Optional.empty();
        if (receipt.isPresent()) {
            answer(exchange, 200, receipt.get());
        } else {
            answer(exchange, 404, "no such receipt\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, text.getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static ShopSettings settingsOrExit(String[] arguments) {
        try {
            return ShopSettings.of(arguments, System.getenv());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            throw wrong;
        }
    }
}
