package io.heaptide.diagnosis.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Leaks half a megabyte of orders a second, and as much again is garbage. Ends with its standard input. */
public final class LeakingShop {

    static final String SITE = LeakingShop.class.getName() + ".put";

    private static final int ORDER_BYTES = 10_000;
    private static final int ORDERS_A_SECOND = 50;
    private static final int GARBAGE_BYTES = 100_000;
    private static final List<byte[]> ORDERS = new ArrayList<>();

    private LeakingShop() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("open");
        Object last = "";
        while (System.in.available() == 0) {
            put();
            last = garbage();
            Thread.sleep(1000 / ORDERS_A_SECOND);
        }
        System.out.println(last);
    }

    private static void put() {
        ORDERS.add(new byte[ORDER_BYTES]);
    }

    private static Object garbage() {
        return new byte[GARBAGE_BYTES];
    }
}
