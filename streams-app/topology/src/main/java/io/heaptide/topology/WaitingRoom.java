package io.heaptide.topology;

import io.heaptide.core.ServiceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What fast partitions have said of panes that slow ones have not come to yet.
 *
 * <p>Partitions are read at different speeds, most of all when a backlog is worked off; a service is scored pane by pane
 * all the same. An entry each, so that waiting costs one write however often the task commits.
 */
final class WaitingRoom {

    private final HeapStore<WaitingPartial, ServicePartial> store;
    private final Map<ServiceId, NavigableMap<Long, List<Slot<WaitingPartial, ServicePartial>>>> byService =
            new HashMap<>();

    WaitingRoom(HeapStore<WaitingPartial, ServicePartial> store) {
        this.store = store;
        store.slots().forEach(this::seat);
    }

    void put(ServicePartial partial) {
        WaitingPartial key = WaitingPartial.of(partial);
        Slot<WaitingPartial, ServicePartial> known = store.find(key);
        if (known == null) {
            seat(store.create(key, partial));
        } else {
            known.replace(partial);
        }
    }

    /** End of the oldest pane that waits, empty if none does. */
    OptionalLong nextPane(ServiceId service) {
        NavigableMap<Long, List<Slot<WaitingPartial, ServicePartial>>> panes = byService.get(service);
        return panes == null ? OptionalLong.empty() : OptionalLong.of(panes.firstKey());
    }

    /** Those of the given partitions that have come as far as no waiting pane. */
    Set<Integer> missing(ServiceId service, Collection<Integer> partitions) {
        Set<Integer> missing = new TreeSet<>(partitions);
        panes(service)
                .values()
                .forEach(
                        slots -> slots.forEach(slot -> missing.remove(slot.key().partition())));
        return missing;
    }

    int size(ServiceId service) {
        return panes(service).values().stream().mapToInt(List::size).sum();
    }

    /** Calls in what waits for a pane. */
    List<ServicePartial> take(ServiceId service, long pane) {
        NavigableMap<Long, List<Slot<WaitingPartial, ServicePartial>>> panes = panes(service);
        List<Slot<WaitingPartial, ServicePartial>> called = panes.getOrDefault(pane, List.of());
        List<ServicePartial> partials = called.stream().map(Slot::state).toList();
        called.forEach(store::remove);
        panes.remove(pane);
        if (panes.isEmpty()) {
            byService.remove(service);
        }
        return partials;
    }

    private NavigableMap<Long, List<Slot<WaitingPartial, ServicePartial>>> panes(ServiceId service) {
        return byService.getOrDefault(service, new TreeMap<>());
    }

    private void seat(Slot<WaitingPartial, ServicePartial> slot) {
        byService
                .computeIfAbsent(slot.key().service(), service -> new TreeMap<>())
                .computeIfAbsent(slot.key().atMillis(), pane -> new ArrayList<>())
                .add(slot);
    }
}
