package io.heaptide.benchmarks.pipeline;

import java.util.Locale;

/** Who runs. */
enum ContestantName {
    /** a consumer that decodes and runs the same detection, and keeps and sends nothing */
    CONSUMER,
    /** a DSL topology with hopping windows in RocksDB, without detection */
    NAIVE,
    /** Heaptide's topology with state, exactly once */
    HEAPTIDE,
    /** the same, at least once */
    HEAPTIDE_AT_LEAST_ONCE;

    boolean isHeaptide() {
        return this == HEAPTIDE || this == HEAPTIDE_AT_LEAST_ONCE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
