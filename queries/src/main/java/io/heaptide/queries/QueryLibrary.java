package io.heaptide.queries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The queries that come with Heaptide, by name. */
public final class QueryLibrary {

    private final Map<String, NamedQuery> queries = new LinkedHashMap<>();

    private QueryLibrary(List<NamedQuery> queries) {
        queries.forEach(query -> this.queries.put(query.name(), query));
    }

    /** The library on the class path. */
    public static QueryLibrary load() {
        List<String> names =
                read("index").lines().filter(line -> !line.isBlank()).toList();
        return new QueryLibrary(names.stream()
                .map(name -> QueryFile.parse(name, read(name + ".sql")))
                .toList());
    }

    /** All queries, the most asked first. */
    public List<NamedQuery> list() {
        return List.copyOf(queries.values());
    }

    /**
     * The query of that name.
     *
     * @throws QueryUsageException if there is none; the message lists what there is
     */
    public NamedQuery named(String name) {
        NamedQuery query = queries.get(name);
        if (query == null) {
            throw new QueryUsageException(
                    "no query is called \"" + name + "\"; there are " + String.join(", ", queries.keySet()));
        }
        return query;
    }

    private static String read(String file) {
        try (InputStream in = QueryLibrary.class.getResourceAsStream("sql/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no query file " + file + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
