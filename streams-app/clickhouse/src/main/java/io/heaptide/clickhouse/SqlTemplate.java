package io.heaptide.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a migration's placeholders: {@code ${on_cluster}}, {@code ${engine:ReplacingMergeTree(version)}},
 * {@code ${deduplication}} and {@code ${retention_days:table}}.
 */
final class SqlTemplate {

    // Inserts remembered per table; a retry must come within so many others. At one a second this is three hours
    private static final int REMEMBERED_INSERTS = 10_000;
    private static final int REMEMBERED_SECONDS = 7 * 24 * 3600;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)(?::([^}]*))?}");
    private static final Pattern ENGINE = Pattern.compile("(\\w*MergeTree)\\(([^()]*)\\)");

    private final SchemaOptions options;

    SqlTemplate(SchemaOptions options) {
        this.options = options;
    }

    String render(String file, String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(file, found.group(1), found.group(2))));
    }

    @SuppressWarnings("NullAway") // a regex group that did not match is null, and only these placeholders lack one
    private String value(String file, String placeholder, String argument) {
        return switch (placeholder) {
            case "on_cluster" -> onCluster();
            case "deduplication" -> deduplication();
            case "engine" -> engine(file, argument);
            case "retention_days" -> retention(file, argument);
            default -> throw new IllegalArgumentException(file + " holds an unknown placeholder: " + placeholder);
        };
    }

    private String onCluster() {
        return options.cluster().map(name -> "ON CLUSTER '" + name + "'").orElse("");
    }

    private String engine(String file, String wanted) {
        Matcher engine = ENGINE.matcher(wanted);
        if (!engine.matches()) {
            throw new IllegalArgumentException(file + " holds no MergeTree engine: " + wanted);
        }
        if (!options.replicated()) {
            return wanted;
        }
        String columns = engine.group(2).isBlank() ? "" : ", " + engine.group(2);
        return "Replicated" + engine.group(1) + "('/clickhouse/tables/{shard}/{database}/{table}', '{replica}'"
                + columns + ")";
    }

    /** Off by default for plain MergeTree; the default of the replicated family differs between versions. */
    private String deduplication() {
        return options.replicated()
                ? "replicated_deduplication_window = " + REMEMBERED_INSERTS
                        + ", replicated_deduplication_window_seconds = " + REMEMBERED_SECONDS
                : "non_replicated_deduplication_window = " + REMEMBERED_INSERTS;
    }

    private String retention(String file, String table) {
        Integer days = options.retentionDays().get(table);
        if (days == null) {
            throw new IllegalArgumentException(file + " asks for the retention of an unknown table: " + table);
        }
        return days.toString();
    }
}
