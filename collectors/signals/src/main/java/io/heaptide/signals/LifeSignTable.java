package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of {@code life-signs.tsv}, by metric name. */
final class LifeSignTable {

    private static final LifeSignTable STANDARD = new LifeSignTable();

    private final Map<String, List<Row>> byMetric =
            TabTable.rows("life-signs.tsv", 6).stream().map(Row::parse).collect(Collectors.groupingBy(Row::metric));

    private LifeSignTable() {}

    static LifeSignTable standard() {
        return STANDARD;
    }

    /** The rows for a metric name; empty if it tells of no life. */
    List<Row> of(String metric) {
        return byMetric.getOrDefault(metric, List.of());
    }

    /**
     * A metric that tells of lives.
     *
     * @param conditions all of them must hold for a point
     * @param text the attribute of the point, else of the resource, that says why a process ended
     */
    record Row(
            String metric,
            List<Alias.Condition> conditions,
            LifeSign.Kind kind,
            String text,
            Alias.IdentitySource identity) {

        private static Row parse(List<String> cells) {
            return new Row(
                    cells.get(0),
                    Alias.Condition.parseAll(cells.get(1)),
                    LifeSign.Kind.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
                    cells.get(3),
                    Alias.IdentitySource.valueOf(cells.get(4).toUpperCase(Locale.ROOT)));
        }

        boolean matches(List<KeyValue> attributes) {
            return Alias.Condition.allHold(conditions, attributes);
        }
    }
}
