package io.heaptide.notifier;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * The last {@value #CAPACITY} messages that a target took from one partition, as 64-bit hashes.
 *
 * <p>Travels in the metadata of the committed offset: both change in one atomic step, survive restarts and move with
 * the partition to another instance. A replay deeper than the capacity is not noticed here; {@link RetryPolicy#maxAge()}
 * and the receiver's own look at the idempotency key bound that. Immutable.
 */
final class DeliveredKeys {

    /** Fills 2,734 characters of the 4,096 that a broker allows by default ({@code offset.metadata.max.bytes}). */
    static final int CAPACITY = 256;

    static final DeliveredKeys NONE = new DeliveredKeys(new long[0]);

    private static final String VERSION = "d1:";

    private final long[] hashes; // the oldest first

    private DeliveredKeys(long[] hashes) {
        this.hashes = hashes;
    }

    boolean contains(IdempotencyKey key) {
        return contains(key.hash());
    }

    DeliveredKeys with(IdempotencyKey key) {
        return with(key.hash());
    }

    /** These, and those of the other that are not among them as the newest. */
    DeliveredKeys union(DeliveredKeys newer) {
        DeliveredKeys all = this;
        for (long hash : newer.hashes) {
            all = all.contains(hash) ? all : all.with(hash);
        }
        return all;
    }

    /** As offset metadata. */
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Long.BYTES);
        bytes.asLongBuffer().put(hashes);
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** From offset metadata; metadata that another program wrote holds no keys. */
    static DeliveredKeys decode(String metadata) {
        if (!metadata.startsWith(VERSION)) {
            return NONE;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(metadata.substring(VERSION.length()));
            LongBuffer longs = ByteBuffer.wrap(bytes).asLongBuffer();
            long[] hashes = new long[Math.min(longs.remaining(), CAPACITY)];
            longs.get(hashes);
            return new DeliveredKeys(hashes);
        } catch (IllegalArgumentException damaged) {
            return NONE; // no worse than never having seen them: the receiver still has the idempotency key
        }
    }

    private boolean contains(long wanted) {
        return Arrays.stream(hashes).anyMatch(hash -> hash == wanted);
    }

    private DeliveredKeys with(long hash) {
        int from = Math.max(0, hashes.length - CAPACITY + 1);
        long[] next = Arrays.copyOfRange(hashes, from, hashes.length + 1);
        next[next.length - 1] = hash;
        return new DeliveredKeys(next);
    }
}
