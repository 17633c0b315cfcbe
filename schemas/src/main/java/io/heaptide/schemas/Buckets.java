package io.heaptide.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Places every series in one of {@value #COUNT} buckets for life, whichever collector sends it. */
public final class Buckets {

    /** How many buckets there are; part of the wire contract, never to change. */
    public static final int COUNT = 4096;

    private Buckets() {}

    /**
     * The bucket of a placement.
     *
     * @param placement the node an instance runs on, or the instance where no node is known
     * @return {@code murmur2(placement) mod 4096}, in [0, 4096)
     */
    public static int of(String placement) {
        return Utils.toPositive(Utils.murmur2(placement.getBytes(UTF_8))) % COUNT;
    }

    /** The partition of a bucket: bucket mod partitions, the same for every producer. */
    public static int partition(int bucket, int partitions) {
        return bucket % partitions;
    }
}
