package io.heaptide.gate.version;

import io.heaptide.gate.GateCase.Culprit;
import io.heaptide.gate.SourceTree;
import io.heaptide.queries.QueryLibrary;
import io.heaptide.queries.QueryResult;
import io.heaptide.queries.QueryRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What ClickHouse remembers of a service's versions, by questions of the library. */
public final class FleetMemory {

    private static final double NO_GROWTH = 0;

    private final QueryLibrary library = QueryLibrary.load();
    private final QueryRunner runner;

    public FleetMemory(QueryRunner runner) {
        this.runner = runner;
    }

    List<LifeGrowth> lives(VersionQuestion question, VersionPolicy policy) {
        return ask(
                        "version-growth",
                        Map.of(
                                "service", question.service(),
                                "version", question.version(),
                                "against", question.against(),
                                "lives", Integer.toString(policy.leastLives())))
                .stream()
                .map(FleetMemory::life)
                .toList();
    }

    private static LifeGrowth life(Row row) {
        String pool = row.text("pool");
        return new LifeGrowth(
                row.text("service_version"),
                row.isSet("is_new"),
                row.text("signal") + (pool.isEmpty() ? "" : " of " + pool),
                row.isSet("is_deciding"),
                row.number("age_hours").orElse(0),
                row.number("compared_age_hours").orElse(0),
                row.number("slope_bytes_per_hour"),
                row.number("level_bytes").orElse(0));
    }

    /** How often each version was called leaking: by version, of those that the detector judged. */
    Map<String, Long> leakingEvaluations(VersionQuestion question) {
        Map<String, Long> evaluations = new LinkedHashMap<>();
        for (Row row : ask("growth-since-version", Map.of("service", question.service()))) {
            evaluations.merge(
                    row.text("service_version"),
                    (long) row.number("evaluations_leaking").orElse(0),
                    Long::sum);
        }
        return evaluations;
    }

    /** The site that grows most, if any is known to grow. */
    Optional<BlamedSite> fastestSite(VersionQuestion question, SourceTree sources) {
        return ask("top-sites", Map.of("service", question.service(), "limit", "1")).stream()
                .filter(row -> row.number("growth_bytes_per_hour").orElse(NO_GROWTH) > NO_GROWTH)
                .map(row -> new BlamedSite(
                        row.text("site"),
                        row.number("share_of_growth").orElse(0),
                        new Culprit(
                                row.text("fingerprint"),
                                row.text("type"),
                                List.of(row.text("site")),
                                sources.place(row.text("site")))))
                .findFirst();
    }

    /**
     * A site and its part in the growth of all.
     *
     * @param share 0 to 1
     */
    record BlamedSite(String site, double share, Culprit culprit) {}

    private List<Row> ask(String query, Map<String, String> parameters) {
        QueryResult result = runner.run(library.named(query), parameters);
        List<Row> rows = new ArrayList<>();
        for (List<@Nullable Object> values : result.rows()) {
            rows.add(new Row(result.columns(), values));
        }
        return rows;
    }

    /** One row, by the names of its columns. */
    private record Row(List<QueryResult.Column> columns, List<@Nullable Object> values) {

        private Optional<Object> value(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    return Optional.ofNullable(values.get(i));
                }
            }
            throw new IllegalStateException("the answer has no column " + name);
        }

        String text(String name) {
            return value(name).map(Object::toString).orElse("");
        }

        OptionalDouble number(String name) {
            return value(name)
                    .map(value -> OptionalDouble.of(((Number) value).doubleValue()))
                    .orElse(OptionalDouble.empty());
        }

        boolean isSet(String name) {
            Optional<Object> value = value(name);
            return value.isPresent() && (value.get().equals(true) || value.get().equals(1));
        }
    }
}
