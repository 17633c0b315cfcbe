package io.heaptide.queries;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a query file: the question in the first line, a line for each parameter, then SQL.
 *
 * <pre>
 * -- Which services leak now, worst first?
 * -- &#64;param since DateTime64(3, 'UTC') = now-24h -- evaluated at this time or later
 * -- &#64;param service String -- one without a default must be given
 * SELECT … WHERE window_end &gt;= {since:DateTime64(3, 'UTC')}
 * </pre>
 */
final class QueryFile {

    private static final Pattern PARAMETER =
            Pattern.compile("-- @param (\\w+) (\\w+(?:\\([^)]*\\))?)(?: = (.*?))? -- (.+)");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\s*:\\s*([^}]+)}");
    private static final Pattern QUOTED = Pattern.compile("'(.*)'");

    private QueryFile() {}

    static NamedQuery parse(String name, String text) {
        List<String> header =
                text.lines().takeWhile(line -> line.startsWith("--")).toList();
        if (header.isEmpty() || !header.get(0).endsWith("?")) {
            throw new IllegalArgumentException(name + ".sql must ask its question in the first line");
        }
        List<QueryParameter> parameters = header.stream()
                .skip(1)
                .filter(line -> line.startsWith("-- @param"))
                .map(line -> parameter(name, line))
                .toList();
        checkPlaces(name, text, parameters);
        return new NamedQuery(name, header.get(0).substring(2).strip(), parameters, text);
    }

    private static QueryParameter parameter(String name, String line) {
        Matcher matcher = PARAMETER.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + ".sql: a parameter is \"-- @param name Type = default -- meaning\", got " + line);
        }
        return new QueryParameter(
                matcher.group(1),
                new ParameterType(matcher.group(2)),
                Optional.ofNullable(matcher.group(3)).map(QueryFile::unquoted),
                matcher.group(4));
    }

    /** A default may be quoted, and the empty string must be. */
    private static String unquoted(String value) {
        Matcher quoted = QUOTED.matcher(value);
        return quoted.matches() ? quoted.group(1) : value;
    }

    /** The header and the SQL must name the same parameters with the same types. */
    private static void checkPlaces(String name, String text, List<QueryParameter> parameters) {
        Map<String, ParameterType> places = new HashMap<>();
        PLACE.matcher(text).results().forEach(place -> {
            ParameterType type = new ParameterType(place.group(2));
            ParameterType before = places.putIfAbsent(place.group(1), type);
            if (before != null && !before.equals(type)) {
                throw new IllegalArgumentException(name + ".sql gives two types to " + place.group(1));
            }
        });
        Map<String, ParameterType> declared = new HashMap<>();
        parameters.forEach(parameter -> declared.put(parameter.name(), parameter.type()));
        if (!places.equals(declared)) {
            throw new IllegalArgumentException(name + ".sql declares " + declared + " but uses " + places);
        }
    }
}
