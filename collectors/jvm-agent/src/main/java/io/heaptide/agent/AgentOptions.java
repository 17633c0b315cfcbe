package io.heaptide.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text after {@code -javaagent:...jar=}.
 *
 * @param properties OpenTelemetry or {@code heaptide.agent.*} properties by name
 */
record AgentOptions(Map<String, String> properties) {

    AgentOptions {
        properties = Map.copyOf(properties);
    }

    /** Reads {@code key=value;key=value}: semicolons, because resource attributes are full of commas. */
    static AgentOptions parse(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String option : text.split(";", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                properties.put(
                        option.substring(0, equals).trim(),
                        option.substring(equals + 1).trim());
            } else if (!option.isBlank()) {
                throw new IllegalArgumentException("agent option must be key=value, got " + option);
            }
        }
        return new AgentOptions(properties);
    }
}
