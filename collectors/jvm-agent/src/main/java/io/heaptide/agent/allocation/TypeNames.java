package io.heaptide.agent.allocation;

import java.util.regex.Pattern;

/** Java names of what the JVM calls {@code [B} or {@code Shop$$Lambda$14+0x00007f0001000400.123}, and array sizes. */
final class TypeNames {

    /** Header and length of an array with compressed class pointers, as nearly every JVM runs. */
    private static final int ARRAY_HEADER_BYTES = 16;

    private static final int ALIGNMENT_BYTES = 8;

    /** Hidden classes carry an address or a counter after their name, lambdas a number before it. */
    private static final Pattern RUN_NUMBER =
            Pattern.compile("(\\$\\d+(?=[./+]0x))?([./+]0x[0-9a-f]+(\\.\\d+)?|/\\d+)$");

    private TypeNames() {}

    /** The name without what differs from run to run. */
    static String withoutRunNumber(String name) {
        return RUN_NUMBER.matcher(name).replaceFirst("");
    }

    static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        return dimensions == 0
                ? withoutRunNumber(name)
                : component(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    /** What an array of that type occupies. */
    static long arrayBytes(String name, long elements) {
        long bytes = ARRAY_HEADER_BYTES + elements * elementBytes(name);
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
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
            case 'L' -> descriptor.substring(1, descriptor.length() - 1);
            default -> descriptor;
        };
    }

    private static int elementBytes(String name) {
        return switch (name.length() > 1 ? name.charAt(1) : 'L') {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'J', 'D' -> 8;
            default -> 4; // int, float, and references below 32 GiB of heap
        };
    }
}
