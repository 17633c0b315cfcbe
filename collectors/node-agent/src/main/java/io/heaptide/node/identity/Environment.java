package io.heaptide.node.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process's environment says of who it is. Only variables that are meant for this are kept: the others are none of
 * our business and may be secrets.
 */
final class Environment {

    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String SERVICE = "OTEL_SERVICE_NAME";
    private static final String HOSTNAME = "HOSTNAME";
    private static final String REQUEST = "HEAPTIDE_MEMORY_REQUEST";

    /** Names that charts and guides give to what they take from the downward API; Kubernetes itself has none. */
    private static final Map<String, String> DOWNWARD = Map.of(
            "POD_NAME", "k8s.pod.name",
            "MY_POD_NAME", "k8s.pod.name",
            "K8S_POD_NAME", "k8s.pod.name",
            "POD_NAMESPACE", "k8s.namespace.name",
            "MY_POD_NAMESPACE", "k8s.namespace.name",
            "K8S_NAMESPACE_NAME", "k8s.namespace.name",
            "CONTAINER_NAME", "k8s.container.name",
            "MY_CONTAINER_NAME", "k8s.container.name",
            "K8S_CONTAINER_NAME", "k8s.container.name");

    private static final Set<String> OWN = Set.of(RESOURCE, SERVICE, HOSTNAME, REQUEST);

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})(Ki|Mi|Gi|Ti|k|M|G|T)?");

    private static final Map<String, Long> UNITS = Map.of(
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L);

    private final Map<String, String> variables = new HashMap<>();

    /** Reads {@code /proc/<pid>/environ}. */
    Environment(String block) {
        for (String entry : block.split("\0", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? "" : entry.substring(0, equals);
            if (OWN.contains(name) || DOWNWARD.containsKey(name)) {
                variables.putIfAbsent(name, entry.substring(equals + 1).strip());
            }
        }
    }

    /** Resource attributes, as OpenTelemetry's SDKs read them from the same variables. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        DOWNWARD.forEach((variable, attribute) -> put(attributes, attribute, variable));
        for (String pair : variables.getOrDefault(RESOURCE, "").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        pair.substring(0, equals).strip(),
                        decoded(pair.substring(equals + 1).strip()));
            }
        }
        put(attributes, "service.name", SERVICE);
        return attributes;
    }

    /** The host's name in the process's own view: in a pod, the pod's. */
    String hostname() {
        return variables.getOrDefault(HOSTNAME, "");
    }

    /** What the container was promised, if its pod hands that down: a Kubernetes quantity or bytes. */
    OptionalLong requestBytes() {
        Matcher quantity = QUANTITY.matcher(variables.getOrDefault(REQUEST, ""));
        if (!quantity.matches()) {
            return OptionalLong.empty();
        }
        long unit = quantity.group(2) == null ? 1 : UNITS.getOrDefault(quantity.group(2), 1L);
        double bytes = (double) Long.parseLong(quantity.group(1)) * unit;
        return bytes > 0 && bytes < Long.MAX_VALUE ? OptionalLong.of((long) bytes) : OptionalLong.empty();
    }

    private void put(Map<String, String> attributes, String attribute, String variable) {
        String value = variables.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            attributes.put(attribute, value);
        }
    }

    /** The specification has values percent-encoded; a plus is a plus there, and a stray percent sign is kept. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
