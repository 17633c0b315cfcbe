package io.heaptide.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A host for the agent: keeps four kilobytes of every hundred it allocates, until its standard input ends. */
final class LeakyProgram {

    /** What it prints once it runs. */
    static final String RUNNING = "running";

    private static final int KEPT_BYTES = 4096;
    private static final int ROUNDS_PER_COLLECTION = 100;

    private final List<byte[]> kept = new ArrayList<>();
    private int checksum;

    private LeakyProgram() {}

    public static void main(String[] arguments) throws Exception {
        LeakyProgram program = new LeakyProgram();
        System.out.println(RUNNING);
        IntConsumer keeper = round -> program.keep(round); // stacks through a lambda name its author's method
        for (int round = 1; System.in.available() == 0; round++) {
            keeper.accept(round);
            program.checksum += program.waste(round);
            if (round % ROUNDS_PER_COLLECTION == 0) {
                System.gc(); // so that the test need not wait for a collection to happen by itself
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        if (program.checksum == 0) { // never so: it keeps the compiler from dropping the garbage
            System.out.println("no garbage");
        }
    }

    private void keep(int round) {
        byte[] block = new byte[KEPT_BYTES];
        block[round % KEPT_BYTES] = 1;
        kept.add(block);
    }

    private int waste(int round) {
        int sum = 0;
        for (int block = 0; block < 24; block++) {
            byte[] garbage = new byte[KEPT_BYTES];
            garbage[round % KEPT_BYTES] = (byte) block;
            sum += garbage[block];
        }
        return sum;
    }
}
