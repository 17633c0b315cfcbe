package io.heaptide.queries;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query of the library.
 *
 * @param name what it is asked for by
 * @param question what it answers
 * @param parameters what it takes
 * @param sql the file as it is; its {@code {name:Type}} places are bound by the server
 */
public record NamedQuery(String name, String question, List<QueryParameter> parameters, String sql) {

    public NamedQuery {
        parameters = List.copyOf(parameters);
    }

    /**
     * Every parameter's value in the form that the server reads.
     *
     * @param given by name; the others take their defaults
     * @param now what {@code now} means
     * @throws QueryUsageException if one is unknown, missing, or no value of its type
     */
    Map<String, String> bind(Map<String, String> given, Instant now) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new QueryUsageException(
                        this.name + " has no parameter \"" + name + "\"; it takes " + parameterNames());
            }
        }
        Map<String, String> bound = new LinkedHashMap<>();
        for (QueryParameter parameter : parameters) {
            bound.put(parameter.name(), parameter.bind(text(parameter, given), now));
        }
        return bound;
    }

    private String text(QueryParameter parameter, Map<String, String> given) {
        @Nullable String text = given.get(parameter.name());
        if (text != null) {
            return text;
        }
        return parameter
                .defaultValue()
                .orElseThrow(() ->
                        new QueryUsageException(name + " needs " + parameter.name() + ": " + parameter.description()));
    }

    private String parameterNames() {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream().map(QueryParameter::name).collect(Collectors.joining(", "));
    }
}
