package io.heaptide.recordings;

import java.util.regex.Pattern;

/** Java names of what the JVM calls {@code [B} or {@code Shop$$Lambda$14+0x00007f0001000400.123}. */
public final class TypeNames {

    /** Hidden classes carry an address or a counter after their name, lambdas a number before it. */
    private static final Pattern RUN_NUMBER =
            Pattern.compile("(\\$\\d+(?=[./+]0x))?([./+]0x[0-9a-f]+(\\.\\d+)?|/\\d+)$");

    private TypeNames() {}

    /** The name without what differs from run to run. */
    static String withoutRunNumber(String name) {
        return RUN_NUMBER.matcher(name).replaceFirst("");
    }

    /** The name in Java's source; a name that already is one stays as it is. */
    public static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        return dimensions == 0 || dimensions == name.length()
                ? withoutRunNumber(name)
                : component(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    private static String component(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            case 'L' -> withoutRunNumber(descriptor.substring(1).replaceFirst(";$", ""));
            default -> descriptor;
        };
    }
}
