package io.heaptide.topology;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dictionaries that a task has met lately, by bucket. Comparing bytes is a hundred times cheaper than decoding them
 * and looking every instance up. Forgetting one costs a decode, no more.
 */
final class KnownDictionaries {

    /** Agents of so many nodes may share a bucket, or gateways behind a load balancer: more than 40,000 nodes have. */
    private static final int PER_BUCKET = 64;

    /** What an entry takes beside its bytes, so that a flood of empty ones is bounded too. */
    private static final long ENTRY_BYTES = 256;

    private final long maxBytes;
    private final Map<Integer, Deque<BatchDictionary>> byBucket = new HashMap<>();
    private long bytes;

    /** @param maxBytes kept at most; beyond it all are forgotten, which costs less than keeping count of their use */
    KnownDictionaries(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The one whose bytes stand at a position of a record, null if none is known that can be used. */
    @Nullable BatchDictionary find(int bucket, byte[] record, int from) {
        Deque<BatchDictionary> known = byBucket.get(bucket);
        if (known == null) {
            return null;
        }
        for (BatchDictionary candidate : known) {
            if (standsAt(candidate.encoded(), record, from)) {
                return candidate.canBeUsedAgain() ? candidate : forget(bucket, known, candidate);
            }
        }
        return null;
    }

    private @Nullable BatchDictionary forget(int bucket, Deque<BatchDictionary> known, BatchDictionary stale) {
        known.remove(stale);
        bytes -= cost(stale);
        if (known.isEmpty()) {
            byBucket.remove(bucket);
        }
        return null;
    }

    // no dictionary's bytes are the beginning of another's: where its bytes stand, reading would end where they do
    private static boolean standsAt(byte[] encoded, byte[] record, int from) {
        return record.length - from >= encoded.length
                && Arrays.equals(encoded, 0, encoded.length, record, from, from + encoded.length);
    }

    void add(int bucket, BatchDictionary dictionary) {
        if (bytes + cost(dictionary) > maxBytes) {
            byBucket.clear();
            bytes = 0;
        }
        Deque<BatchDictionary> known = byBucket.computeIfAbsent(bucket, number -> new ArrayDeque<>(1));
        if (known.size() == PER_BUCKET) {
            bytes -= cost(known.removeFirst());
        }
        known.addLast(dictionary);
        bytes += cost(dictionary);
    }

    private static long cost(BatchDictionary dictionary) {
        return ENTRY_BYTES + dictionary.encoded().length;
    }
}
