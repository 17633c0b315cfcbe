package io.heaptide.topology;

import io.heaptide.core.InstanceState;
import io.heaptide.topology.PublishPolicy.Published;
import org.jspecify.annotations.Nullable;

/** All that is kept about one instance between two records. Mutable, for one thread. */
final class TrackedInstance {

    /** Never evaluated. */
    static final long NOT_YET = 0;

    private static final byte[] NOTHING = {};

    private final InstanceState state;
    private Placement placement;
    private long assessedMillis = NOT_YET;
    private byte[] evidence = NOTHING;
    private @Nullable Published published;

    TrackedInstance(InstanceState state, Placement placement) {
        this.state = state;
        this.placement = placement;
    }

    InstanceState state() {
        return state;
    }

    Placement placement() {
        return placement;
    }

    void moveTo(Placement next) {
        if (!placement.equals(next)) {
            placement = next;
        }
    }

    /** End of the newest pane that was evaluated, epoch milliseconds. */
    long assessedMillis() {
        return assessedMillis;
    }

    /** What this instance says about its service since its last evaluation, as {@link EvidenceForm} has it. */
    byte[] evidence() {
        return evidence;
    }

    void assessed(long atMillis, byte[] found) {
        assessedMillis = atMillis;
        evidence = found;
    }

    /** Whether readings came that no evaluation has seen. */
    boolean hasOpenPane() {
        return assessedMillis <= state.lastMillis();
    }

    @Nullable Published published() {
        return published;
    }

    void published(@Nullable Published last) {
        published = last;
    }
}
