package io.heaptide.core;

/**
 * One instance of a service; it keeps its id over restarts where the platform gives it one.
 *
 * @param id {@code service.instance.id}, or pod uid and container name, or host and pid
 */
public record InstanceId(ServiceId service, String id) {
    public InstanceId {
        if (id.isBlank()) {
            throw new IllegalArgumentException("instance id must not be blank, service " + service);
        }
    }
}
