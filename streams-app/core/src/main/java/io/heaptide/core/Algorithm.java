package io.heaptide.core;

/** Names the detection algorithm, so that stored results say what made them. */
public final class Algorithm {
    /** Raised whenever the same samples may give another verdict; every result row carries it. */
    public static final int ALGO_VERSION = 1;

    private Algorithm() {}
}
