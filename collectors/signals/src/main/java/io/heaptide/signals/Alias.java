package io.heaptide.signals;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the alias table: a name that some collector sends, and the signal it means.
 *
 * @param metric the name as sent
 * @param conditions all of them must hold for a point
 * @param signal empty for a known name that is no memory level
 * @param pool where the pool comes from
 * @param identity who is measured
 */
record Alias(String metric, List<Condition> conditions, Optional<Signal> signal, Pool pool, IdentitySource identity) {

    /** What tells who is measured. */
    enum IdentitySource {
        /** the OTLP resource */
        RESOURCE,
        /** labels of the data point: the resource is only the exporter that was scraped */
        CONTAINER_LABELS
    }

    boolean matches(List<KeyValue> attributes) {
        return Condition.allHold(conditions, attributes);
    }

    /** Whether it counts things, so that its unit is none of bytes. */
    boolean isLoad() {
        return signal.filter(known -> known.role() == Signal.Role.LOAD).isPresent();
    }

    /** Whether it is measured by invocation, so that a distribution tells it. */
    boolean isOfInvocations() {
        return signal.filter(known -> known.scope() == Signal.Scope.FUNCTION).isPresent();
    }

    /** {@code attribute=a|b} or {@code attribute!=a|b}. */
    record Condition(String attribute, boolean oneOf, Set<String> values) {

        /** All of a table's cell: joined by commas, or none. */
        static List<Condition> parseAll(String text) {
            return text.equals(TabTable.NONE)
                    ? List.of()
                    : Arrays.stream(text.split(",")).map(Condition::parse).toList();
        }

        private static Condition parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("condition must read attribute=value, got " + text);
            }
            boolean oneOf = text.charAt(equals - 1) != '!';
            String attribute = text.substring(0, oneOf ? equals : equals - 1);
            return new Condition(
                    attribute, oneOf, Set.of(text.substring(equals + 1).split("\\|", -1)));
        }

        static boolean allHold(List<Condition> conditions, List<KeyValue> attributes) {
            for (Condition condition : conditions) {
                if (!condition.holds(attributes)) {
                    return false;
                }
            }
            return true;
        }

        private boolean holds(List<KeyValue> attributes) {
            return values.contains(Attributes.of(attributes, attribute)) == oneOf;
        }
    }

    /**
     * A fixed text, or the first of some attributes that is present.
     *
     * @param summed whether points of one time are parts of one reading, to be added up
     */
    record Pool(String fixed, List<String> attributes, boolean summed) {

        static Pool parse(String text) {
            if (text.equals(TabTable.NONE)) {
                return new Pool("", List.of(), false);
            }
            boolean summed = text.startsWith("+");
            return summed || text.startsWith("=")
                    ? new Pool(text.substring(1), List.of(), summed)
                    : new Pool("", Arrays.asList(text.split(",")), false);
        }

        String of(List<KeyValue> point) {
            for (String attribute : attributes) {
                String value = Attributes.of(point, attribute);
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return fixed;
        }
    }
}
