package io.heaptide.node;

/**
 * How the agent goes, in counts since its start.
 *
 * @param well whether it looks at its node in time and Kafka takes what it sees
 * @param node whom it watches
 * @param watchedGroups cgroups that are followed now
 * @param refusedGroups cgroups beyond the bound
 * @param beats how often it has looked
 * @param failedListeners how often somebody who was told of a beat failed
 * @param observations readings of whole instances
 * @param events lives begun, ended, changed or killed
 * @param unnamedKills kills of processes that were too short-lived to be known
 * @param filesRead files of the kernel
 * @param heldReadings not yet acknowledged by Kafka
 * @param sentReadings acknowledged by Kafka
 * @param droppedReadings given up for want of room
 * @param refusedReadings refused by Kafka for good
 */
record Status(
        boolean well,
        String node,
        long watchedGroups,
        long refusedGroups,
        long beats,
        long failedListeners,
        long observations,
        long events,
        long unnamedKills,
        long filesRead,
        long heldReadings,
        long sentReadings,
        long droppedReadings,
        long refusedReadings) {}
