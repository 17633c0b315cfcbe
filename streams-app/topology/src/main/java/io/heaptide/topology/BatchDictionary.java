package io.heaptide.topology;

import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.SeriesRef;
import java.util.List;

/**
 * The series that a batch speaks of, and the instances they belong to. A publisher sends the same dictionary again and
 * again; one that was resolved once is used for all records that carry its bytes, and its texts are let go.
 */
final class BatchDictionary {

    private final byte[] encoded;
    private List<InstanceRef> instances;
    private List<SeriesRef> series;
    private final BatchBinding binding;

    /** @param encoded the bytes it was read from, empty if it is not to be recognised again */
    BatchDictionary(byte[] encoded, List<InstanceRef> instances, List<SeriesRef> series) {
        this.encoded = encoded;
        this.instances = instances;
        this.series = series;
        this.binding = new BatchBinding(this, series.size(), instances.size());
    }

    byte[] encoded() {
        return encoded;
    }

    List<InstanceRef> instances() {
        return instances;
    }

    List<SeriesRef> series() {
        return series;
    }

    BatchBinding binding() {
        return binding;
    }

    /** Whether the next record with the same bytes may use it. */
    boolean canBeUsedAgain() {
        return encoded.length > 0 && binding.isWhole();
    }

    /** Lets go of the texts: all of it is resolved. */
    void forgetTexts() {
        instances = List.of();
        series = List.of();
    }
}
