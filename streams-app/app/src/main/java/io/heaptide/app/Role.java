package io.heaptide.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What one process of the streams-app does. Each role scales on its own; one machine runs all of them in one process. */
public enum Role {
    /** raw OTLP metrics to samples */
    NORMALISER,
    /** samples to trends, scores and alerts */
    TOPOLOGY,
    /** result topics to ClickHouse */
    SINK,
    /** alerts to chat */
    NOTIFIER;

    /** The role of this label. */
    static Role parse(String name) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("roles are " + labels() + ", got \"" + name + "\""));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String labels() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
    }
}
