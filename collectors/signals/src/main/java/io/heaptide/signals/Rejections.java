package io.heaptide.signals;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much was refused, by reason.
 *
 * @param byReason counts, each at least 1
 */
public record Rejections(Map<DropReason, Long> byReason) {

    public static final Rejections NONE = new Rejections(Map.of());

    public Rejections {
        byReason.forEach((reason, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException("count of " + reason + " must be at least 1, got " + count);
            }
        });
        byReason = byReason.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(byReason));
    }

    /** All refused, whatever the reason. */
    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One English sentence for the sender, the counts by reason with their remedies; empty if nothing was refused. */
    public String describe(String what) {
        if (byReason.isEmpty()) {
            return "";
        }
        return byReason.entrySet().stream()
                .map(refused -> refused.getValue() + " " + refused.getKey().code() + " ("
                        + refused.getKey().remedy() + ")")
                .collect(Collectors.joining(", ", total() + " " + what + " rejected: ", ""));
    }

    /** Counts while one request is mapped. */
    static final class Counter {

        private final Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);

        void add(DropReason reason, long count) {
            if (count > 0) {
                counts.merge(reason, count, Long::sum);
            }
        }

        Rejections result() {
            return counts.isEmpty() ? NONE : new Rejections(counts);
        }
    }
}
