package io.heaptide.queries;

import java.time.Instant;
import java.util.Optional;

/**
 * One parameter of a query.
 *
 * @param name as in {@code --param name=value}
 * @param type what it may be
 * @param defaultValue what it is unless given; without one it must be given
 * @param description what it means
 */
public record QueryParameter(String name, ParameterType type, Optional<String> defaultValue, String description) {

    public QueryParameter {
        defaultValue.ifPresent(value -> bind(name, type, value, Instant.EPOCH));
    }

    String bind(String text, Instant now) {
        return bind(name, type, text, now);
    }

    private static String bind(String name, ParameterType type, String text, Instant now) {
        try {
            return type.bind(text, now);
        } catch (IllegalArgumentException e) {
            throw new QueryUsageException(
                    name + " must be a " + type.sql() + ", got \"" + text + "\": " + e.getMessage());
        }
    }
}
