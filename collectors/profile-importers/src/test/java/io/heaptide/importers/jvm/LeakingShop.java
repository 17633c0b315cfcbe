package io.heaptide.importers.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program with one leak: orders that nobody takes out of a map. Leaks as many as a line of its standard input says,
 * prints that it has, and ends with its input.
 */
public final class LeakingShop {

    /** The planted leak, by type: each order is a map's node, its key, the order, and an array of this length. */
    static final int ORDER_BYTES = 1000;

    private static final Map<Long, Order> ORDERS = new HashMap<>();

    /** An order, and its lines: an array of bytes. */
    private record Order(long id, Object lines) {}

    private LeakingShop() {}

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Consumer<Long> checkout = id -> put(id);
        @Nullable String orders = commands.readLine();
        while (orders != null) {
            leak(Integer.parseInt(orders), checkout);
            System.gc();
            System.out.println(ORDERS.size());
            orders = commands.readLine();
        }
    }

    private static void leak(int orders, Consumer<Long> checkout) {
        for (int i = 0; i < orders; i++) {
            checkout.accept((long) ORDERS.size());
            receipt(i);
        }
    }

    private static void put(long id) {
        ORDERS.put(id, new Order(id, new byte[ORDER_BYTES]));
    }

    /** Garbage: printed, and forgotten. */
    private static String receipt(long id) {
        return "order " + "-".repeat(ORDER_BYTES / 2) + id;
    }
}
