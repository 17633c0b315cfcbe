package io.heaptide.benchmarks.detection;

import java.util.List;

/** What one method made of one dataset. */
record Result(String method, Dataset dataset, List<Outcome> outcomes) {
    Result {
        outcomes = List.copyOf(outcomes);
    }

    Figures figures() {
        return Figures.of(outcomes);
    }
}
