package io.heaptide.topology;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What was wrong with the rows of one record: how many per reason, and the first of them. */
final class BatchFaults {

    private final Map<DropReason, Fault> faults = new EnumMap<>(DropReason.class);

    void add(DropReason reason, int row) {
        faults.merge(reason, new Fault(1, row), (known, one) -> new Fault(known.rows() + 1, known.firstRow()));
    }

    void forEach(BiConsumer<DropReason, Fault> action) {
        faults.forEach(action);
    }

    int total() {
        return faults.values().stream().mapToInt(Fault::rows).sum();
    }

    /** Rows that share a reason. */
    record Fault(int rows, int firstRow) {
        @Override
        public String toString() {
            return rows + " rows, the first of them row " + firstRow;
        }
    }
}
