package io.heaptide.simulator.model;

/** Byte sizes as people write them; whole numbers of bytes, in the type that shapes are computed in. */
public final class Bytes {

    /** A memory page: operating systems count resident memory in these. */
    static final long PAGE = 4096;

    private static final double MEBI = 1 << 20;

    private Bytes() {}

    /** So many mebibytes, in bytes. */
    public static double mib(int count) {
        return count * MEBI;
    }
}
