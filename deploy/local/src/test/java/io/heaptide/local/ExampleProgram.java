package io.heaptide.local;

import java.util.Arrays;

/** A program that knows nothing of its parent: tells its arguments, and fails or waits if the first says so. */
final class ExampleProgram {
    private ExampleProgram() {}

    public static void main(String[] args) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped in order")));
        System.out.println(Arrays.toString(args));
        if (args[0].equals("fail")) {
            throw new IllegalStateException("as asked");
        }
        if (args[0].equals("wait")) {
            Thread.sleep(60_000);
        }
    }
}
