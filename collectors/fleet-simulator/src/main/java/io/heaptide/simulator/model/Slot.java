package io.heaptide.simulator.model;

/**
 * A place of a service that one process at a time fills.
 *
 * @param service whose
 * @param index from 0
 * @param node where; a replacement starts where its predecessor ran
 */
public record Slot(SimulatedService service, int index, String node) {

    /** Checks every part. */
    public Slot {
        Require.within("slot.index", index, 0, service.joins().size() - 1.0);
        Require.named("slot.node", node);
    }

    /** The seed of everything random in this slot. */
    long seed() {
        return Seeds.derive(service.seed(), index);
    }

    /** Instances are not clones: this one's size against the service's average. */
    double scale() {
        return 1 + service.instanceSpread() * Seeds.signed(seed(), 1);
    }
}
