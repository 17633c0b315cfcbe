package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.SeriesId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs that tell of themselves under names of their own, as SDKs do, by the container that they run in. A limit that
 * others tell of the container bounds them too; it comes by another batch, from another collector, and at any time.
 *
 * <p>A guest is told of a limit when it is news, not of every reading: one that has gone would never be forgotten.
 */
final class ContainerGuests {

    /** The limit of a container, whoever tells it. */
    static final SeriesId LIMIT = new SeriesId("container.memory.limit", "");

    /** The core believes that a limit has changed at its second reading. */
    private static final int TELLINGS = 2;

    private static final int FIRST_SWEEP = 1_024;

    private final Map<String, List<Guest>> byContainer = new HashMap<>();
    private int sweepAt = FIRST_SWEEP;

    /** An instance was heard of. */
    void heard(Slot<InstanceId, TrackedInstance> slot) {
        String container = containerOf(slot);
        if (container.isEmpty() || container.equals(slot.key().id())) {
            return; // outside of any, or the container itself
        }
        List<Guest> guests = byContainer.computeIfAbsent(container, unseen -> new ArrayList<>(1));
        if (guests.stream().noneMatch(guest -> guest.slot == slot)) {
            guests.add(new Guest(slot));
            sweep();
        }
    }

    /** Those in the container of an instance to whom the limit that it was told is news. */
    List<Slot<InstanceId, TrackedInstance>> tell(Slot<InstanceId, TrackedInstance> limited, long limitBytes) {
        String container = containerOf(limited);
        List<Slot<InstanceId, TrackedInstance>> told = new ArrayList<>();
        for (Guest guest : byContainer.getOrDefault(container, List.of())) {
            if (guest.slot != limited && guest.isIn(container) && guest.trusts(limited) && guest.hears(limitBytes)) {
                told.add(guest.slot);
            }
        }
        return told;
    }

    /** The instance that collectors make of a container, which they know by its names; empty outside of any. */
    private static String containerOf(Slot<InstanceId, TrackedInstance> slot) {
        Map<String, String> labels = slot.state().placement().labels();
        String pod = labels.getOrDefault("k8s.pod.name", "");
        String container = labels.getOrDefault("k8s.container.name", "");
        if (pod.isEmpty() || container.isEmpty()) {
            return "";
        }
        String cluster = labels.getOrDefault("k8s.cluster.name", "");
        String namespace = labels.getOrDefault("k8s.namespace.name", "");
        return (cluster.isEmpty() ? "" : cluster + "/") + namespace + "/" + pod + "/" + container;
    }

    /** Whose it is where a gateway tells tenants apart; empty for the operator's own. */
    private static String tenantOf(Slot<InstanceId, TrackedInstance> slot) {
        return slot.state().placement().labels().getOrDefault("heaptide.tenant", "");
    }

    /** Lets go of who has gone or moved, whenever there are twice as many as the last time. */
    private void sweep() {
        if (byContainer.size() >= sweepAt) {
            byContainer.forEach((container, guests) -> guests.removeIf(guest -> !guest.isIn(container)));
            byContainer.values().removeIf(List::isEmpty);
            sweepAt = Math.max(FIRST_SWEEP, 2 * byContainer.size());
        }
    }

    /** One instance, and what it was told. */
    private static final class Guest {

        private final Slot<InstanceId, TrackedInstance> slot;
        private long toldBytes = -1;
        private int tellings;

        Guest(Slot<InstanceId, TrackedInstance> slot) {
            this.slot = slot;
        }

        boolean isIn(String container) {
            return !slot.removed() && container.equals(containerOf(slot));
        }

        /** Any sender can name any container: only what the operator or the own tenant says of it counts. */
        boolean trusts(Slot<InstanceId, TrackedInstance> limited) {
            String tenant = tenantOf(limited);
            return tenant.isEmpty() || tenant.equals(tenantOf(slot));
        }

        boolean hears(long limitBytes) {
            tellings = limitBytes == toldBytes ? tellings + 1 : 1;
            toldBytes = limitBytes;
            return tellings <= TELLINGS;
        }
    }
}
