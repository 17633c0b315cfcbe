package io.heaptide.clickhouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One migration file, rendered.
 *
 * @param version its number, 0 if it is repeatable
 * @param name what its file name says
 * @param checksum of the file as it is, or of the rendered text if it is repeatable
 * @param statements in order
 */
record Migration(int version, String name, String checksum, List<String> statements) {

    private static final Pattern VERSIONED = Pattern.compile("V(\\d{3})__(\\w+)\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__(\\w+)\\.sql");
    private static final Pattern COMMENT_LINE = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\n|$)");

    /** Repeatable: runs again whenever its rendered text changes. */
    boolean repeatable() {
        return version == 0;
    }

    static Migration of(String file, String text, SqlTemplate template) {
        String rendered = template.render(file, text);
        Matcher versioned = VERSIONED.matcher(file);
        if (versioned.matches()) {
            return new Migration(
                    Integer.parseInt(versioned.group(1)), versioned.group(2), sha256(text), statements(rendered));
        }
        Matcher repeatable = REPEATABLE.matcher(file);
        if (repeatable.matches()) {
            return new Migration(0, repeatable.group(1), sha256(rendered), statements(rendered));
        }
        throw new IllegalArgumentException("a migration is called V001__name.sql or R__name.sql, got " + file);
    }

    static List<String> statements(String rendered) {
        return Arrays.stream(STATEMENT_END.split(COMMENT_LINE.matcher(rendered).replaceAll("")))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
