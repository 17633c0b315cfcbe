package io.heaptide.gateway.access;

import io.heaptide.schemas.InstanceRef;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody whose services stay apart from everybody else's.
 *
 * <p>A tenant's name is the first part of the namespace of all its services, whatever the sender claims: otherwise a
 * holder of one token could write into another's services by naming them.
 *
 * @param name lower case letters, digits, dot, hyphen and underscore; empty for the operator's own, whose namespaces are
 *     as sent
 */
public record Tenant(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}|");
    private static final String SEPARATOR = "/";

    /** The label that says whose an instance is: what others tell of the same container must not reach it. */
    private static final String LABEL = "heaptide.tenant";

    /** Nobody is told apart. */
    public static final Tenant OWN = new Tenant("");

    public Tenant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a tenant's name is up to 63 of a-z, 0-9, dot, hyphen and underscore");
        }
    }

    /** The same instance as this tenant's. */
    public InstanceRef own(InstanceRef instance) {
        if (name.isEmpty()) {
            return instance;
        }
        String sent = instance.getServiceNamespace();
        Map<String, String> labels = new HashMap<>(instance.getLabels());
        labels.put(LABEL, name);
        return InstanceRef.newBuilder()
                .setServiceNamespace(sent.isEmpty() ? name : name + SEPARATOR + sent)
                .setServiceName(instance.getServiceName())
                .setServiceVersion(instance.getServiceVersion())
                .setServiceInstanceId(instance.getServiceInstanceId())
                .setIncarnation(instance.getIncarnation())
                .setStartedAtMs(instance.getStartedAtMs())
                .setEnvironment(instance.getEnvironment())
                .setNode(instance.getNode())
                .setLabels(labels)
                .build();
    }
}
