package io.heaptide.core;

/**
 * A service in OpenTelemetry's terms.
 *
 * @param namespace {@code service.namespace}, empty if none
 * @param name {@code service.name}
 */
public record ServiceId(String namespace, String name) {
    public ServiceId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("service name must not be blank, namespace " + namespace);
        }
    }
}
